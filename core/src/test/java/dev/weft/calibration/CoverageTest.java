package dev.weft.calibration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets made from some images cover the wanted share of others: a thousand trials of a network that is too sure. */
class CoverageTest {
  private static final int TRIALS = 1000;
  private static final int FITTED = 99;
  private static final int JUDGED = 100;
  private static final double COVERAGE = 0.9;

  @ParameterizedTest
  @EnumSource(ConformalSets.Method.class)
  void coverageIsTheWantedShare(ConformalSets.Method method) {
    SplitMix64 random = SplitMix64.of(3);
    long covered = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      ConformalSets sets = ConformalSets.fit(method, COVERAGE, TooSure.predictions(random, FITTED, 1));
      covered += sets.on(TooSure.predictions(random, JUDGED, 1)).covered();
    }
    double share = (double) covered / (TRIALS * JUDGED);
    // Of 99 images the rank is 90 of 100: the expected coverage is 0.9 where no scores are equal. Its standard error is
    // sqrt(0.9 * 0.1 * (1 / 101 + 1 / 100) / 1000) = 0.0013; equal scores only add to it.
    assertTrue(share > COVERAGE - 0.005 && share < COVERAGE + 0.005, method + ": " + share);
  }

  /** Of about 20 images of each class. */
  @ParameterizedTest
  @EnumSource(ConformalSets.Method.class)
  void coverageOfEachClassIsTheWantedShareAtLeast(ConformalSets.Method method) {
    SplitMix64 random = SplitMix64.of(4);
    long[] covered = new long[TooSure.CLASSES];
    long[] images = new long[TooSure.CLASSES];
    for (int trial = 0; trial < TRIALS; trial++) {
      ConformalSets sets = ConformalSets.fitByClass(method, COVERAGE, TooSure.predictions(random, FITTED, 1));
      Predictions judged = TooSure.predictions(random, JUDGED, 1);
      for (int i = 0; i < JUDGED; i++) {
        int label = judged.labels()[i];
        int from = i * TooSure.CLASSES;
        covered[label] +=
            sets.of(Arrays.copyOfRange(judged.probabilities(), from, from + TooSure.CLASSES)).contains(label) ? 1 : 0;
        images[label]++;
      }
    }
    for (int label = 0; label < TooSure.CLASSES; label++) {
      double share = (double) covered[label] / images[label];
      // A rank above (n + 1) 0.9 by less than 1 covers up to 1 / (n + 1) more; with n near 20 that is 0.05 at most.
      assertTrue(share > COVERAGE - 0.01 && share < COVERAGE + 0.05, method + " of " + label + ": " + share);
    }
  }
}
