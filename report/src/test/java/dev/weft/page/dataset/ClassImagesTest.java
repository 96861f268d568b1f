package dev.weft.page.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.page.MadeUp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassImagesTest {
  private static final ImageSet SET = MadeUp.STROKES.test();
  private static final List<ClassImages> CLASSES = ClassImages.of(SET);

  /** An image of class 3 as numbers from 0 to 1. */
  private static double value(int image, int at) {
    return (SET.image(image)[at] & 0xff) / 255.0;
  }

  private static int[] threes() {
    return IntStream.range(0, SET.size()).filter(i -> SET.label(i) == 3).toArray();
  }

  @Test
  void meanAndDeviationAreThoseOfEachPixel() {
    assertArrayEquals(threes(), CLASSES.get(3).images());
    for (int at = 0; at < 784; at += 13) {
      int pixel = at;
      double mean = IntStream.of(threes()).mapToDouble(i -> value(i, pixel)).average().orElseThrow();
      double variance =
          IntStream.of(threes()).mapToDouble(i -> Math.pow(value(i, pixel) - mean, 2)).average().orElseThrow();
      assertEquals(mean, CLASSES.get(3).mean()[at], 1e-6);
      assertEquals(Math.sqrt(variance), CLASSES.get(3).deviation()[at], 1e-6);
    }
  }

  private static double distance(int image) {
    float[] mean = CLASSES.get(3).mean();
    double squares = 0;
    for (int at = 0; at < mean.length; at++) {
      squares += Math.pow(value(image, at) - mean[at], 2);
    }
    return Math.sqrt(squares / mean.length);
  }

  @Test
  void typicalImagesAreNearestToTheMeanAndUnusualOnesFarthest() {
    double[] distances = IntStream.of(threes()).mapToDouble(ClassImagesTest::distance).sorted().toArray();
    ClassImages three = CLASSES.get(3);
    for (int place = 0; place < 4; place++) {
      assertEquals(distances[place], distance(three.typical(4)[place]), 1e-9);
      assertEquals(distances[distances.length - 1 - place], distance(three.unusual(4)[place]), 1e-9);
    }
    assertEquals(
        IntStream.of(threes()).mapToDouble(ClassImagesTest::distance).average().orElseThrow(), three.distance(), 1e-9);
  }

  /** Of five images four are typical, and one is left to be unusual. */
  @Test
  void noImageIsTypicalAndUnusual() {
    ClassImages five = ClassImages.of(SET.subset(IntStream.of(threes()).limit(5).toArray())).get(3);
    assertEquals(4, five.typical(4).length);
    assertEquals(1, five.unusual(4).length);
  }

  @Test
  void aClassWithoutImagesHasNoMean() {
    ClassImages none = ClassImages.of(SET.subset(threes())).get(0);
    assertTrue(none.isEmpty());
    assertEquals(0, none.typical(4).length);
    assertTrue(Double.isNaN(none.distance()));
  }
}
