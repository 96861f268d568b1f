package dev.weft.statistics;

import java.util.Locale;

/**
 * A 95 % interval, ends included: a procedure that makes such intervals covers the true value in 95 of 100 samples.
 *
 * @param low in the units of what was estimated
 * @param high at least {@code low}
 */
public record Interval(double low, double high) {
  /** The probability that is left out at each end. */
  static final double TAIL = 0.025;

  /**
   * @throws IllegalArgumentException if {@code low} is above {@code high}, or if one of them is not a number
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "the low end of an interval must not lie above its high end; received %s and %s.".formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** {@code "0.9909 to 0.9943"}. */
  public String words() {
    return String.format(Locale.ROOT, "%.4f to %.4f", low, high);
  }
}
