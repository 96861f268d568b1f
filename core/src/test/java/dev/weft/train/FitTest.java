package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FitTest {
  @Test
  void hasKerassDefaults() {
    Fit fit = Fit.epochs(3);
    assertEquals(3, fit.epochs());
    assertEquals(32, fit.batchSize());
    assertTrue(fit.shuffle());
    assertEquals(null, fit.validation());
  }

  @Test
  void refusesImpossibleSettings() {
    refused("'epochs' must be at least 1; received 0.", () -> Fit.epochs(0));
    refused("'batch_size' must be at least 1; received -1.", () -> Fit.epochs(1).batchSize(-1));
    refused("'threads' must be at least 1; received 0.", () -> Fit.epochs(1).threads(0));
    String weight = "a weight must be a finite number, 0 or more; received ";
    refused(weight + "-1.0.", () -> Fit.epochs(1).classWeight(Map.of(3, -1.0)));
    refused(weight + "NaN.", () -> Fit.epochs(1).sampleWeight(new float[] {1, Float.NaN}));
    refused(weight + "Infinity.", () -> Fit.epochs(1).sampleWeight(new float[] {Float.POSITIVE_INFINITY}));
  }

  private static void refused(String sentence, Runnable made) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, made::run).getMessage());
  }
}
