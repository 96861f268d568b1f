package dev.weft.page.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.page.MadeUp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetPageTest {
  private static final ImageSet SET = MadeUp.STROKES.test();

  private static ImageDataset data(ImageSet train, ImageSet test) {
    return new ImageDataset(
        "mine", train, test, Map.of("mine", "01234567890123456789012345678901234567890"), "made up");
  }

  private static String page(ImageSet train, ImageSet test) {
    return DatasetPage.of(data(train, test)).html();
  }

  private static void assertHas(String html, String words) {
    assertTrue(html.contains(words), words);
  }

  /** Every tenth image of strokes is of class 0 to 9 in turn, but for what is left out. */
  @Test
  void itBeginsWithWhatThereIs() {
    int[] someOnes = IntStream.range(0, SET.size()).filter(i -> SET.label(i) != 1 || i < 1_000).toArray();
    ImageSet train = SET.subset(someOnes);
    int ones = train.classCounts()[1];
    String html = page(train, SET);
    assertHas(html, "%,d training and 2,000 test images of 10 classes, 28×28 pixels, grey.".formatted(train.size()));
    String ratio = String.format(Locale.ROOT, "%.2f", 200.0 / ones);
    assertTrue(html.contains("has " + ratio + " times as many training images as the smallest, 1."), ratio);
  }

  /** All test images stand in the training part with the same bytes. */
  @Test
  void imagesOfBothPartsAreFound() {
    assertHas(page(SET, SET.range(0, 50)), "50 test images stand in the training part with the same bytes.");
  }

  /** The mean and the deviation that a plain loop finds. */
  @Test
  void pixelValuesAreThoseOfAllBytes() {
    ImageSet few = SET.range(0, 40);
    double sum = 0;
    double squares = 0;
    int zeros = 0;
    for (int i = 0; i < 40; i++) {
      for (byte pixel : few.image(i)) {
        int value = pixel & 0xff;
        sum += value;
        squares += value * value;
        zeros += value == 0 ? 1 : 0;
      }
    }
    double count = 40 * 784;
    double mean = sum / count;
    double deviation = Math.sqrt(squares / count - mean * mean);
    String html = page(few, SET.range(0, 0));
    assertHas(html, String.format(Locale.ROOT, "%.1f\u00a0%% of the pixels are 0", 100 * zeros / count));
    assertHas(html, String.format(Locale.ROOT, "the mean is %.1f and the standard deviation %.1f.", mean, deviation));
    assertHas(html, String.format(Locale.ROOT, "standardize: { mean: %.4f, std: %.4f }", mean / 255, deviation / 255));
  }

  @Test
  void aSetWithoutATestPartHasNoneOnItsPage() {
    String html = page(SET, SET.range(0, 0));
    assertHas(html, "2,000 training images of 10 classes");
    assertFalse(html.contains("test part"));
  }

  @Test
  void aClassWithoutImagesIsNamed() {
    ImageSet noFives = SET.subset(IntStream.range(0, SET.size()).filter(i -> SET.label(i) != 5).toArray());
    assertHas(page(noFives, SET), "No training image is of 5.");
  }

  @Test
  void aSingleClassHasAPage() {
    ImageSet set = ImageSet.of(new byte[3 * 4], new int[3], 2, 2, 1, List.of("<i>only</i>"));
    String html = page(set, set.range(0, 1));
    assertHas(html, "3 training and 1 test image of one class, 2×2 pixels, grey.");
    assertHas(html, "4 of the 4 values of an image are the same in all training images");
    assertFalse(html.contains("<i>only"));
  }

  @Test
  void manyClassesOfLargePhotographsStayBelowTwoMegabytes() {
    byte[] pixels = new byte[400 * 60 * 90 * 3];
    new Random(2).nextBytes(pixels);
    int[] labels = IntStream.range(0, 400).map(i -> i % 200).toArray();
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "a species of number " + i).toList();
    ImageSet set = ImageSet.of(pixels, labels, 60, 90, 3, names);
    String html = page(set, set.range(0, 200));
    assertTrue(html.length() < 2_000_000, html.length() + " bytes");
    assertHas(html, "90 pixels wide and 60 high, colour.");
    assertHas(html, "Images are shown smaller than they are, 32 pixels wide and 21 high");
    assertHas(html, "The other 188 classes");
  }

  @Test
  void anyNumberOfThreadsGivesTheSamePage() throws Exception {
    ImageDataset data = data(SET, SET.range(0, 100));
    String html = DatasetPage.of(data).html();
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      assertEquals(html, one.submit(() -> DatasetPage.of(data).html()).get());
    }
  }

  @Test
  void aSetWithoutTrainingImagesIsRefused() {
    WeftException refused = assertThrows(WeftException.class, () -> page(SET.range(0, 0), SET));
    assertEquals("a page shows a data set with a training image or more; mine has none.", refused.getMessage());
  }

  @Test
  void partsOfDifferentShapesAreRefused() {
    ImageSet other = ImageSet.of(new byte[4], new int[1], 2, 2, 1, SET.classNames());
    assertThrows(WeftException.class, () -> page(SET, other));
  }
}
