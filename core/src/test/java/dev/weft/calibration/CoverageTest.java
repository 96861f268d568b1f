package dev.weft.calibration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
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
    // Of 99 images the rank is 90 of 100: the expected coverage is 0.9 where no scores are equal, with a standard error
    // of
    // sqrt(0.9 * 0.1 * (1 / 101 + 1 / 100) / 1000) = 0.0013; equal scores only add to it.
    assertTrue(share > COVERAGE - 0.005 && share < COVERAGE + 0.005, method + ": " + share);
  }
}
