package dev.weft.check;

import java.util.Arrays;

/**
 * Where numbers lie, whatever a few of them are.
 *
 * @param middle the median
 * @param deviation the median distance from the median times 1.4826: the standard deviation if they are normal
 */
record Spread(double middle, double deviation) {
  private static final double OF_NORMAL = 1.4826;

  /** Numbers that are NaN do not count; of none, both are NaN. */
  static Spread of(double... values) {
    double middle = median(values);
    double[] distances = Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray();
    return new Spread(middle, OF_NORMAL * median(distances));
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** By how many deviations a number is above the middle; of numbers that are all the same, infinitely many. */
  double above(double value) {
    return value == middle ? 0 : (value - middle) / deviation;
  }
}
