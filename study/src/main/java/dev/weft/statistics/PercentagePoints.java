package dev.weft.statistics;

import java.util.Locale;

/**
 * The difference of two accuracies with its interval, in percentage points as a person reads them: with no more digits
 * than the interval justifies.
 *
 * @param difference -1 to 1
 * @param interval of the difference
 */
public record PercentagePoints(double difference, Interval interval) {
  private static final int MOST_DIGITS = 4;

  public static PercentagePoints of(PairedTest test) {
    return new PercentagePoints(test.difference(), test.interval());
  }

  /** Of the second against the first. */
  public PercentagePoints turned() {
    return new PercentagePoints(-difference, new Interval(-interval.high(), -interval.low()));
  }

  /** {@code "2.31"}, {@code "-2.31"}. */
  public String value() {
    return number(difference, digits());
  }

  /** {@code "+2.31"}, {@code "-2.31"}. */
  public String signed() {
    return signed(digits());
  }

  /** The same with so many digits after the point. */
  public String signed(int digits) {
    String value = number(difference, digits);
    return value.startsWith("-") || value.matches("[0.]+") ? value : "+" + value;
  }

  /** {@code "1.72 to 2.90"}. */
  public String ends() {
    return number(interval.low(), digits()) + " to " + number(interval.high(), digits());
  }

  private static String number(double share, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", 100 * share);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  /** As many after the point as half the interval's width needs for two digits: 0.59, 5.1, 12. */
  public int digits() {
    double half = 50 * (interval.high() - interval.low());
    return half == 0 ? 2 : (int) Math.clamp(Math.ceil(1 - Math.log10(half)), 0, MOST_DIGITS);
  }
}
