package dev.weft.chart;

import java.util.Arrays;
import java.util.Locale;

/** How the numbers of one chart are written: all of them alike. */
enum Figures {
  /** {@code 6,742}. */
  COUNTS("%,.0f"),
  /** {@code 0.9866}. */
  SHARES("%.4f"),
  /** {@code 51.0}. */
  MEASURES("%,.1f");

  private static final double LARGEST_SHARE = 10;

  private final String format;

  Figures(String format) {
    this.format = format;
  }

  /** What suits all of the finite ones. */
  static Figures of(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double largest = Arrays.stream(finite).map(Math::abs).max().orElse(0);
    if (largest > 1 && Arrays.stream(finite).allMatch(value -> value == Math.rint(value))) {
      return COUNTS;
    }
    return largest < LARGEST_SHARE ? SHARES : MEASURES;
  }

  String of(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
