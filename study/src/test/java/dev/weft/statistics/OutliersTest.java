package dev.weft.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutliersTest {
  @Test
  void theWorstOfLikeValuesCounts() {
    assertEquals(0.7, Outliers.limit(new double[] {0.9, 0.7, 0.85, 0.8}, true));
    assertEquals(0.9, Outliers.limit(new double[] {0.9, 0.7, 0.85, 0.8}, false));
  }

  @Test
  void oneThatLiesApartCountsAsFiveTimesTheMedianFromTheBest() {
    assertEquals(0.9 - 5 * (0.9 - 0.85), Outliers.limit(new double[] {0.1, 0.9, 0.87, 0.85, 0.8}, true), 1e-12);
    assertEquals(0.2 + 5 * (0.3 - 0.2), Outliers.limit(new double[] {0.2, 0.25, 0.3, 0.4, 1e29}, false), 1e-12);
  }

  @Test
  void whereHalfAreTheBestAllCount() {
    assertEquals(0.1, Outliers.limit(new double[] {0.9, 0.9, 0.9, 0.1}, true));
  }
}
