package dev.weft.chart;

import dev.weft.WeftException;

/**
 * Where an axis begins and ends.
 *
 * @param low NaN where the values decide
 * @param high NaN where the values decide
 */
public record ValueRange(double low, double high) {
  /** As the values need it. */
  public static final ValueRange FITTED = new ValueRange(Double.NaN, Double.NaN);

  /** From 0 on. */
  public static final ValueRange FROM_ZERO = new ValueRange(0, Double.NaN);

  /** From 0 to 1. */
  public static final ValueRange ZERO_TO_ONE = new ValueRange(0, 1);

  /**
   * @throws IllegalArgumentException if {@code low} is not below {@code high}, or if one of them is infinite
   */
  public ValueRange {
    if (low >= high || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "an axis goes from a finite number to a larger one; received %s and %s.".formatted(low, high));
    }
  }

  /**
   * A range as a user writes it, such as {@code 0.9:1}.
   *
   * @throws WeftException if it is none
   */
  public static ValueRange parse(String text) {
    String[] ends = text.split(":", -1);
    try {
      ValueRange range = new ValueRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      if (ends.length == 2 && range.isFixed()) {
        return range;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static WeftException wrong(String text) {
    return new WeftException(
        "a range is two finite numbers with a colon between them, the smaller first, such as 0.9:1; received '%s'."
            .formatted(text));
  }

  /** Whether both ends are given. */
  boolean isFixed() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** Whether bars may be drawn on it: one that does not begin at 0 misleads. */
  boolean holdsZero() {
    return low <= 0;
  }
}
