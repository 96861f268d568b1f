package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeanTest {
  /** The first group of Student's sleep data, as in R's {@code t.test(sleep$extra[1:10])}. */
  static final double[] SLEEP = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  @Test
  void hasTheIntervalOfR() {
    Mean mean = Mean.of(SLEEP);
    assertEquals(0.75, mean.value(), 1e-12);
    assertEquals(3.200556, mean.variance(), 1e-6);
    Interval interval = mean.interval().orElseThrow();
    assertEquals(-0.5297804, interval.low(), 1e-7);
    assertEquals(2.0297804, interval.high(), 1e-7);
  }

  @Test
  void ofOneImageHasNoInterval() {
    assertEquals(Optional.empty(), Mean.of(3).interval());
    assertEquals(0, Mean.of(3).variance());
  }

  @Test
  void ofNoImageIsRefused() {
    assertRefused("a mean is of 1 value or more; received none.", Mean::of);
  }
}
