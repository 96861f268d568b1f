package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionsTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void theMostProbableClassIsPredicted(Golden golden) {
    Predictions predictions = golden.predictions();
    int[] predicted = IntStream.range(0, predictions.size()).map(predictions::predicted).toArray();
    assertArrayEquals(golden.integers("predicted"), predicted);
  }

  @Test
  void singlePrecisionKeepsItsEpsilon() {
    assertEquals(0x1p-23, Predictions.of(new int[1], new float[] {0.25f, 0.75f}, 2).epsilon());
    assertEquals(0x1p-52, Predictions.of(new int[1], new double[] {0.25, 0.75}, 2).epsilon());
  }

  @Test
  void labelsProbabilitiesAndClassesMustMatch() {
    assertRefused("received 2 labels, 2 classes and 3 probabilities", new int[2], new double[3], 2);
    assertRefused("received 0 labels", new int[0], new double[0], 2);
    assertRefused("1 classes", new int[2], new double[2], 1);
    assertRefused("a label is 0 to 2; received 3", new int[] {0, 3}, new double[6], 3);
    assertRefused("a label is 0 to 2; received -1", new int[] {-1, 0}, new double[6], 3);
  }

  private static void assertRefused(String message, int[] labels, double[] probabilities, int classes) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Predictions.of(labels, probabilities, classes));
    assertEquals(true, refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void imagesHaveTheirPlaces() {
    Predictions predictions = Predictions.of(new int[] {1, 0}, new double[] {0.2, 0.8, 0.3, 0.7}, 2);
    assertArrayEquals(new int[] {0, 1}, predictions.images());
    assertArrayEquals(new int[] {7, 3}, predictions.of(new int[] {7, 3}).images());
    assertArrayEquals(new boolean[] {true, false}, predictions.right());
    String refused = assertThrows(IllegalArgumentException.class, () -> predictions.of(new int[1])).getMessage();
    assertEquals("each of the images has a place in its data set; received 1 places of 2 images.", refused);
  }
}
