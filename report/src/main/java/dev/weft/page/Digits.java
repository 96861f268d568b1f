package dev.weft.page;

import dev.weft.statistics.Interval;
import java.util.Locale;

/**
 * How many decimals a number has beside its 95 % interval: no more than the interval justifies. The half width keeps
 * two digits if it begins with less than 3.55, else one.
 *
 * <p>Particle Data Group, "Review of Particle Physics" (2024), Introduction, section 5.3.
 *
 * @param decimals 0 to 6
 */
public record Digits(int decimals) {
  /** Of numbers without an interval. */
  public static final Digits FOUR = new Digits(4);

  private static final double TWO_DIGITS_BELOW = 3.55;
  private static final int MOST = 6;

  /** Those that an interval justifies; {@link #FOUR} for one without width. */
  public static Digits of(Interval interval) {
    double half = (interval.high() - interval.low()) / 2;
    if (half <= 0) {
      return FOUR;
    }
    int power = (int) Math.floor(Math.log10(half));
    int decimals = half / Math.pow(10, power) < TWO_DIGITS_BELOW ? 1 - power : -power;
    return new Digits(Math.clamp(decimals, 0, MOST));
  }

  /** {@code 0.861}; a dash for what is no number; 0 has no sign. */
  public String text(double value) {
    if (!Double.isFinite(value)) {
      return Numbers.figure(value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.startsWith("-") && Double.parseDouble(text) == 0 ? text.substring(1) : text;
  }

  /** {@code 86.1 %} of a share of 0.861; a dash for what is no number. */
  public String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%." + Math.max(0, decimals - 2) + "f %%", 100 * share)
        : Numbers.figure(share);
  }

  /** {@code 84.0 % to 87.9 %}. */
  public String percent(Interval interval) {
    return percent(interval.low()) + " to " + percent(interval.high());
  }

  /** {@code 0.840 to 0.879}. */
  public String text(Interval interval) {
    return text(interval.low()) + " to " + text(interval.high());
  }
}
