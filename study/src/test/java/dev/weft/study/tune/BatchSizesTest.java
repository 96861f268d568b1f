package dev.weft.study.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.statistics.Interval;
import dev.weft.study.tune.BatchSizes.Noise;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizesTest {
  private static final BatchSpeed SMALL = new BatchSpeed(10, 100, 1);
  private static final BatchSpeed MIDDLE = new BatchSpeed(20, 190, 1);
  private static final BatchSpeed LARGE = new BatchSpeed(40, 195, 1);

  private static BatchSizes of(Noise... noise) {
    return new BatchSizes(List.of(SMALL, MIDDLE, LARGE), List.of(noise), "");
  }

  private static Noise noise(int steps, double scale) {
    return new Noise(steps, scale, new Interval(scale / 2, 2 * scale));
  }

  /** (30 + 10) / 100, (30 + 20) / 190 and (30 + 40) / 195. */
  @Test
  void theTimeToALossIsOfSpeedAndOfTheLastNoise() {
    BatchSizes sizes = of(noise(1, 5), noise(2, 30));
    assertEquals(30, sizes.scale());
    assertEquals(40 / 100.0 / (50 / 190.0), sizes.time(SMALL), 1e-12);
    assertEquals(1, sizes.time(MIDDLE), 1e-12);
    assertEquals(70 / 195.0 / (50 / 190.0), sizes.time(LARGE), 1e-12);
    assertEquals(MIDDLE, sizes.recommended());
  }

  @Test
  void withoutNoiseTheSmallestOfTheFastestIsRecommended() {
    assertEquals(195 / 100.0, of().time(SMALL), 1e-12);
    assertEquals(MIDDLE, of().recommended());
    assertEquals(Double.NaN, of(noise(1, Double.POSITIVE_INFINITY)).scale());
  }
}
