package dev.weft.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Predictions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is learned of a network's probabilities at the end of a training. */
class ConfidenceTest {
  @Test
  void setsAreShownWithTheLeastCoverageThatHalvesTheMistakes() {
    ConformalSets accurate = Confidence.fit(TooSure.predictions(1, 2000, 4)).shownSets().orElseThrow();
    ConformalSets poor = Confidence.fit(TooSure.predictions(1, 2000, 0.5)).shownSets().orElseThrow();
    assertEquals(ConformalSets.Method.LAC, accurate.method());
    assertEquals(0.99, accurate.coverage());
    assertEquals(0.9, poor.coverage());
    assertFalse(poor.isByClass());
  }

  @Test
  void tooFewImagesGiveFewerSets() {
    assertEquals(List.of(), Confidence.fit(TooSure.predictions(1, 8, 2)).sets());
    assertEquals(0.9, Confidence.fit(TooSure.predictions(1, 9, 9)).shownSets().orElseThrow().coverage());
  }

  /** One image alone would decide how large the sets of 99.9 % of a thousand images are. */
  @Test
  void aShareThatLeavesOutFewImagesIsNotShown() {
    assertEquals(0.99, Confidence.fit(TooSure.predictions(1, 1000, 4)).shownSets().orElseThrow().coverage());
    assertTrue(Confidence.fit(TooSure.predictions(1, 400, 4)).sets().stream().allMatch(ConformalSets::hasEnoughImages));
  }

  @Test
  void oneImageIsEnoughForATemperature() {
    Confidence confidence = Confidence.fit(Predictions.of(new int[1], new double[] {0.9, 0.1}, 2));
    assertEquals(1, confidence.temperature().value(), 0.2);
    assertEquals(List.of(), confidence.selective());
  }

  /** The promise is an accuracy with a confidence of 95 %: of 300 networks' thresholds at most 5 % may break it. */
  @Test
  void thresholdsKeepTheirAccuracy() {
    Predictions many = TooSure.predictions(7, 10_000, 2);
    int broken = 0;
    int found = 0;
    for (int trial = 0; trial < 300; trial++) {
      var threshold = SelectiveThreshold.fit(0.9, TooSure.predictions(100 + trial, 400, 2));
      if (threshold.isPresent()) {
        SelectiveThreshold.Outcome outcome = threshold.get().on(many);
        found++;
        broken += outcome.right() < 0.9 * outcome.kept() ? 1 : 0;
      }
    }
    assertTrue(found > 100, String.valueOf(found));
    assertTrue(broken <= 0.05 * found, broken + " of " + found);
  }

  @Test
  void setsInWords() {
    assertEquals("4", ConformalSets.inWords(List.of("4"), 10));
    assertEquals("4 or 9", ConformalSets.inWords(List.of("4", "9"), 10));
    assertEquals("4, 7 or 9", ConformalSets.inWords(List.of("4", "7", "9"), 10));
    assertEquals("cannot tell", ConformalSets.inWords(List.of("1", "2", "3", "4", "5", "6"), 10));
    assertEquals("cannot tell", ConformalSets.inWords(List.of("cat", "dog"), 2));
  }
}
