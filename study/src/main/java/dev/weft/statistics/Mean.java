package dev.weft.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of a number that each of n images has, with its interval:
 *
 * <pre>
 * m = Σ x / n,  s² = Σ (x - m)² / (n - 1),  interval = m ± t s / √n
 * </pre>
 *
 * with t the 97.5 % quantile of Student's distribution of n - 1 degrees of freedom.
 *
 * @param count n, 1 or more
 * @param value m, in the units of the number
 * @param variance s²; 0 of one image
 */
public record Mean(int count, double value, double variance) {
  /**
   * @throws IllegalArgumentException if there is no value
   */
  public static Mean of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a mean is of 1 value or more; received none.");
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Mean(values.length, mean, squares / Math.max(1, values.length - 1));
  }

  /** The 95 % interval of the mean; empty for one image. */
  public Optional<Interval> interval() {
    return count == 1 ? Optional.empty() : Optional.of(around(value, Math.sqrt(squaredError()), count - 1.0));
  }

  /** The square of the mean's standard error, s² / n. */
  double squaredError() {
    return variance / count;
  }

  /** The 95 % interval of Student's distribution. */
  static Interval around(double value, double standardError, double degreesOfFreedom) {
    double half = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(Interval.TAIL) * standardError;
    return new Interval(value - half, value + half);
  }
}
