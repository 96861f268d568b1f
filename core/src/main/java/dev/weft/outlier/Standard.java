package dev.weft.outlier;

import java.util.Arrays;

/**
 * A number in standard deviations from a mean.
 *
 * @param deviation 0 where all numbers that it was made from are the same: then none counts
 */
public record Standard(double mean, double deviation) {
  /** Leaves a number as it is. */
  static final Standard NONE = new Standard(0, 1);

  /** A smaller part of the numbers is rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * @throws IllegalArgumentException if a number is not finite, or the deviation negative
   */
  public Standard {
    if (!Double.isFinite(mean) || !(deviation >= 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException(
          "a mean must be finite and a deviation 0 or more; received %s and %s.".formatted(mean, deviation));
    }
  }

  /** That of numbers. */
  static Standard of(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElse(0);
    double variance = Arrays.stream(numbers).map(number -> (number - mean) * (number - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return new Standard(mean, deviation > ROUNDING * Math.abs(mean) ? deviation : 0);
  }

  double of(double number) {
    return deviation == 0 ? 0 : (number - mean) / deviation;
  }
}
