package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnsureTest {
  /** Predictions of class 0 with these probabilities; a negative one is wrong. */
  private static Predictions predictions(double... best) {
    int[] labels = new int[best.length];
    double[] probabilities = new double[2 * best.length];
    for (int i = 0; i < best.length; i++) {
      labels[i] = best[i] < 0 ? 1 : 0;
      probabilities[2 * i] = Math.abs(best[i]);
      probabilities[2 * i + 1] = 1 - Math.abs(best[i]);
    }
    return Predictions.of(labels, probabilities, 2);
  }

  @Test
  void theSureOnesAreWrongHalfAsOften() {
    // 2 of 8 are wrong; at 0.7 and above 1 of 5 is, at 0.8 and above 0 of 4
    assertEquals(0.8, Unsure.below(predictions(0.55, -0.6, 0.65, -0.7, 0.8, 0.85, 0.9, 0.95)).orElseThrow());
    // 2 of 10 are wrong; at 0.65 and above 1 of 8 is, at 0.7 and above 1 of 10 would do
    assertEquals(
        0.9, Unsure.below(predictions(0.55, -0.6, 0.65, 0.7, 0.75, 0.8, -0.85, 0.9, 0.95, 0.99)).orElseThrow());
  }

  @Test
  void equalProbabilitiesStayTogether() {
    assertEquals(0.9, Unsure.below(predictions(-0.6, 0.6, -0.6, 0.6, 0.9, 0.9)).orElseThrow());
  }

  @Test
  void withoutAMistakeNothingIsUnsure() {
    assertTrue(Unsure.below(predictions(0.6, 0.7)).isEmpty());
  }

  @Test
  void whereTheSurestAreWrongNoProbabilityHelps() {
    assertTrue(Unsure.below(predictions(0.6, 0.7, -0.9)).isEmpty());
  }
}
