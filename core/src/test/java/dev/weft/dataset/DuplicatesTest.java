package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final ImageDataset STROKES = SyntheticDigits.make(7);
  private static final ImageSet TRAIN = STROKES.train().range(0, 3_000);
  private static final ImageSet TEST = STROKES.test().range(0, 500);

  /** The test images, one of them replaced by a training image whose bytes are changed. */
  private static ImageSet planted(int at, int training, IntUnaryOperator change) {
    byte[] pixels = new byte[TEST.size() * TEST.features()];
    for (int i = 0; i < TEST.size(); i++) {
      byte[] image = i == at ? TRAIN.image(training) : TEST.image(i);
      for (int p = 0; p < image.length; p++) {
        pixels[i * image.length + p] = i == at ? (byte) change.applyAsInt(image[p] & 0xFF) : image[p];
      }
    }
    return ImageSet.of(pixels, TEST.labels(), TEST.height(), TEST.width(), 1, TEST.classNames());
  }

  @Test
  void imagesThatAreDrawnAnewAreNone() {
    assertEquals(List.of(), Duplicates.between(TEST, TRAIN));
  }

  @Test
  void theSameBytesAreAnExactDuplicate() {
    assertEquals(
        List.of(new Duplicate(40, 2_999, 1, true)), Duplicates.between(planted(40, 2_999, value -> value), TRAIN));
  }

  @Test
  void aDarkerImageIsANearDuplicate() {
    List<Duplicate> found = Duplicates.between(planted(499, 17, value -> value * 3 / 4), TRAIN);
    assertEquals(1, found.size());
    assertEquals(499, found.getFirst().image());
    assertEquals(17, found.getFirst().twin());
    assertFalse(found.getFirst().exact());
    assertTrue(found.getFirst().likeness() > 0.999, found.toString());
  }

  @Test
  void aLittleNoiseMakesANearDuplicateAndMuchNoiseAnotherImage() {
    SplitMix64 draws = SplitMix64.of(1, "noise", 0);
    assertEquals(1, Duplicates.between(planted(3, 17, value -> Math.max(0, value - draws.below(12))), TRAIN).size());
    assertEquals(0, Duplicates.between(planted(3, 17, value -> Math.max(0, value - draws.below(120))), TRAIN).size());
  }

  @Test
  void theTwinIsTheOneMostAlikeAndTheFirstOfEquals() {
    byte[] image = {0, 10, 20, 60};
    byte[] like = {0, 10, 21, 60};
    byte[] liker = {0, 20, 40, 120};
    byte[] pixels = new byte[16];
    List<byte[]> others = List.of(like, liker, liker, new byte[] {60, 20, 10, 0});
    for (int i = 0; i < 4; i++) {
      System.arraycopy(others.get(i), 0, pixels, 4 * i, 4);
    }
    ImageSet one = ImageSet.of(image, new int[1], 2, 2, 1, List.of("all"));
    ImageSet set = ImageSet.of(pixels, new int[4], 2, 2, 1, List.of("all"));
    assertEquals(1, Duplicates.between(one, set).getFirst().twin());
  }

  @Test
  void anImageOfOneColourHasExactDuplicatesOnly() {
    ImageSet one = ImageSet.of(new byte[] {5, 5, 6, 6}, new int[2], 1, 2, 1, List.of("all"));
    ImageSet set = ImageSet.of(new byte[] {1, 2, 5, 5}, new int[2], 1, 2, 1, List.of("all"));
    assertEquals(List.of(new Duplicate(0, 1, 1, true)), Duplicates.between(one, set));
  }

  @Test
  void indicesAreThoseOfTheSetsThatWereAskedAbout() {
    ImageSet test = planted(40, 20, value -> value).subset(new int[] {7, 40});
    ImageSet train = TRAIN.subset(new int[] {9, 10, 20});
    assertEquals(List.of(new Duplicate(1, 2, 1, true)), Duplicates.between(test, train));
  }

  @Test
  void onlyImagesOfOneShapeAreCompared() {
    ImageSet small = ImageSet.of(new byte[4], new int[1], 2, 2, 1, List.of("all"));
    assertEquals(
        "images are compared with others of their shape, (2, 2, 1); received (28, 28, 1).",
        assertThrows(IllegalArgumentException.class, () -> Duplicates.between(small, TRAIN)).getMessage());
  }

  @Test
  void imagesOfOneSetThatAreTheSameOrNearlySoAreAGroup() {
    ImageSet set = planted(40, 17, value -> value * 3 / 4);
    int[] groups = Duplicates.groups(set.subset(new int[] {3, 40, 7, 40, 3, 9}));
    assertArrayEquals(new int[] {0, 1, 2, 1, 0, 5}, groups);
  }

  /** Rectangles of chance, 48 x 40 in colour, brighter and rounded as a compressed copy is. */
  private static ImageSet large(int count, int brighter, int rounded) {
    SplitMix64 draws = SplitMix64.of(2, "large", 0);
    byte[] pixels = new byte[count * 48 * 40 * 3];
    for (int i = 0; i < count; i++) {
      int[] colours = IntStream.range(0, 6 * 5 * 3).map(c -> draws.below(200)).toArray();
      for (int p = 0; p < 48 * 40 * 3; p++) {
        int block = p / 3 / 40 / 8 * 5 + p / 3 % 40 / 8;
        int value = (colours[block * 3 + p % 3] + p * 7919 % 17) * brighter / 100;
        pixels[i * 48 * 40 * 3 + p] = (byte) Math.min(255, value / rounded * rounded);
      }
    }
    return ImageSet.of(pixels, new int[count], 48, 40, 3, List.of("one"));
  }

  @Test
  void aBrighterCoarserCopyOfALargeImageIsANearDuplicate() {
    List<Duplicate> found = Duplicates.between(large(5, 125, 40), large(20, 100, 1));
    assertEquals(List.of(0, 1, 2, 3, 4), found.stream().map(Duplicate::twin).toList());
    assertTrue(found.stream().noneMatch(Duplicate::exact));
  }
}
