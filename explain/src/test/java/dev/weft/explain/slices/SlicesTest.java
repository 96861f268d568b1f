package dev.weft.explain.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final int SIDE = 12;

  /** Squares of different sizes on black, of two classes; the first pixel never is in one. */
  private static ImageSet squares(int count, int channels) {
    byte[] pixels = new byte[count * SIDE * SIDE * channels];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      int side = 2 + i / 2 % 8;
      for (int at = 0; at < SIDE * SIDE * channels; at++) {
        int y = at / channels / SIDE;
        int x = at / channels % SIDE;
        boolean inside = y >= 1 && x >= 1 && y <= side && x <= side;
        pixels[i * SIDE * SIDE * channels + at] = (byte) (inside ? 200 - 60 * (at % channels) : 0);
      }
    }
    return ImageSet.of(pixels, labels, SIDE, SIDE, channels, List.of("a", "b"));
  }

  private static Predictions predictions(ImageSet set, IntPredicate isWrong) {
    double[] probabilities = new double[2 * set.size()];
    for (int i = 0; i < set.size(); i++) {
      int predicted = isWrong.test(i) ? 1 - set.label(i) : set.label(i);
      probabilities[2 * i + predicted] = 0.6 + 0.3 * i / set.size();
      probabilities[2 * i + 1 - predicted] = 0.4 - 0.3 * i / set.size();
    }
    return Predictions.of(set.labels(), probabilities, 2);
  }

  @Test
  void findsTheGroupsInWhichTheNetworkIsWorse() {
    ImageSet set = squares(400, 1);
    Slices slices = Slices.of(predictions(set, i -> i / 2 % 8 == 7 && i % 3 > 0 || i % 40 == 0), set, Map.of());
    List<String> worse = slices.worse().stream().map(slice -> slice.group().name()).toList();
    assertTrue(worse.contains("size 9 pixels"), worse.toString());
    assertTrue(worse.stream().anyMatch(name -> name.startsWith("brightness")), worse.toString());
    Slice first = slices.worse().getFirst();
    assertEquals(first.test().inGroup(), first.wrong().length);
    assertTrue(first.wrong()[0] > first.wrong()[1], "the surest mistakes come first");
    assertTrue(first.accuracy().accuracy() < first.accuracyOutside().accuracy());
  }

  @Test
  void mistakesByChanceAreNotSignificant() {
    SplitMix64 random = SplitMix64.of(9);
    ImageSet set = squares(400, 1);
    int significant = 0;
    for (int repeat = 0; repeat < 40; repeat++) {
      boolean[] wrong = new boolean[400];
      for (int i = 0; i < wrong.length; i++) {
        wrong[i] = random.nextDouble() < 0.1;
      }
      significant += Slices.of(predictions(set, i -> wrong[i]), set, Map.of()).worse().isEmpty() ? 0 : 1;
    }
    assertTrue(significant <= 5, significant + " of 40");
  }

  /** All mistakes are of one class: a group that only has more of that class is not worse. */
  @Test
  void aGroupOfAHarderClassIsNotWorseForThat() {
    ImageSet set = squares(400, 1);
    Predictions predictions = predictions(set, i -> i % 2 == 1 && i % 5 == 0);
    List<String> mostlyB =
        IntStream.range(0, 400).mapToObj(i -> i % 2 == 1 && i % 16 < 12 || i % 16 == 14 ? "night" : "day").toList();
    assertTrue(Slices.of(predictions, set, Map.of("light", mostlyB)).worse().isEmpty());
  }

  @Test
  void columnsOfWordsAndOfNumbersMakeGroups() {
    ImageSet set = squares(400, 1);
    List<String> hospital = IntStream.range(0, 400).mapToObj(i -> i / 2 % 4 == 0 ? "north" : "south").toList();
    List<String> age = IntStream.range(0, 400).mapToObj(i -> i % 7 == 0 ? "" : String.valueOf(20 + i / 8)).toList();
    List<String> id = IntStream.range(0, 400).mapToObj(i -> "image-" + i).toList();
    Slices slices =
        Slices.of(
            predictions(set, i -> i / 2 % 4 == 0 && i % 3 == 0),
            set,
            Map.of("hospital", hospital, "age", age, "id", id));
    assertEquals("hospital north", slices.worse().getFirst().group().name());
    assertEquals(5, slices.all().stream().filter(slice -> slice.group().property().equals("age")).count());
    assertTrue(slices.all().stream().noneMatch(slice -> slice.group().property().equals("id")));
  }

  @Test
  void theSameImagesCountOnceWhateverTheyAreCalled() {
    ImageSet set = squares(400, 1);
    List<String> words = IntStream.range(0, 400).mapToObj(i -> i / 2 % 4 == 0 ? "north" : "south").toList();
    Predictions predictions = predictions(set, i -> i % 9 == 0);
    int once = Slices.of(predictions, set, Map.of("hospital", words)).all().size();
    assertEquals(once, Slices.of(predictions, set, Map.of("hospital", words, "clinic", words)).all().size());
  }

  @Test
  void colourIsAPropertyOfColouredImagesAlone() {
    ImageSet grey = squares(400, 1);
    ImageSet coloured = squares(400, 3);
    assertTrue(properties(coloured).contains("colour"), properties(coloured).toString());
    assertTrue(!properties(grey).contains("colour"), properties(grey).toString());
  }

  /** Photographs have no ground that something stands on. */
  @Test
  void strokesAreMeasuredOnAPlainGroundAlone() {
    byte[] noise = new byte[400 * SIDE * SIDE];
    SplitMix64 random = SplitMix64.of(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt(256);
    }
    int[] labels = IntStream.range(0, 400).map(i -> i % 2).toArray();
    ImageSet photographs = ImageSet.of(noise, labels, SIDE, SIDE, 1, List.of("a", "b"));
    assertEquals(List.of("brightness", "contrast"), properties(photographs));
    assertTrue(properties(squares(400, 1)).containsAll(List.of("stroke width", "size", "position from the top")));
  }

  private static List<String> properties(ImageSet set) {
    return Slices.of(predictions(set, i -> i % 9 == 0), set, Map.of()).all().stream()
        .map(slice -> slice.group().property())
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void fewImagesOrNoMistakesMakeNoGroups() {
    ImageSet few = squares(30, 1);
    assertEquals(List.of(), Slices.of(predictions(few, i -> i % 2 == 0), few, Map.of()).all());
    ImageSet set = squares(400, 1);
    assertEquals(List.of(), Slices.of(predictions(set, i -> false), set, Map.of()).all());
  }

  /** A stroke of three pixels, and its place. */
  @Test
  void theFormOfAnImageIsMeasured() {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int y = 2; y < 11; y++) {
      Arrays.fill(pixels, y * SIDE + 6, y * SIDE + 9, (byte) 255);
    }
    ImageForm form = ImageForm.of(ImageSet.of(pixels, new int[] {0}, SIDE, SIDE, 1, List.of("a", "b")), 0);
    assertEquals(27 * 255.0 / 144, form.brightness(), 1e-9);
    assertEquals(9, form.size());
    assertEquals(100 * 7.5 / 12, form.right(), 1e-9);
    assertEquals(100 * 6.5 / 12, form.down(), 1e-9);
    assertEquals(1, form.plain());
    assertEquals(3, form.stroke(), 1.6);
  }
}
