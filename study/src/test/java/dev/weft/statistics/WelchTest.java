package dev.weft.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WelchTest {
  private static final double[] OTHER_SLEEP = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  /** R's {@code t.test(extra ~ group, data = sleep)}: p-value 0.07939, interval -3.3654832 to 0.2054832. */
  @Test
  void isThatOfR() {
    Welch welch = new Welch(Mean.of(MeanTest.SLEEP), Mean.of(OTHER_SLEEP));
    assertEquals(0.07939, welch.p(), 5e-6);
    assertEquals(-1.58, welch.difference(), 1e-12);
    Interval interval = welch.interval().orElseThrow();
    assertEquals(-3.3654832, interval.low(), 1e-7);
    assertEquals(0.2054832, interval.high(), 1e-7);
    assertFalse(welch.verdict().significant());
  }

  /** Cohen's d: the difference by the root of the mean of both variances, where both have as many images. */
  @Test
  void theEffectIsInStandardDeviations() {
    Mean first = new Mean(10, 3, 4);
    Mean second = new Mean(10, 0, 5);
    assertEquals(3 / Math.sqrt(4.5), new Welch(first, second).effect(), 1e-12);
  }

  @Test
  void whereNothingVariesMeansAreTheSameOrNot() {
    assertEquals(1, new Welch(Mean.of(2, 2), Mean.of(2)).p());
    assertEquals(0, new Welch(Mean.of(2, 2), Mean.of(3, 3)).p());
    assertEquals(Optional.empty(), new Welch(Mean.of(2, 2), Mean.of(3, 3)).interval());
  }
}
