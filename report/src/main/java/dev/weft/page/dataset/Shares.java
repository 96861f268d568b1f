package dev.weft.page.dataset;

import java.util.Locale;

/** Shares in percent, with three digits or so. */
final class Shares {
  private static final double MANY = 0.0995;
  private static final double FEWEST = 0.00005;

  private Shares() {}

  /** {@code 80.9 %}; of a small one {@code 0.21 %}. */
  static String percent(double share) {
    if (share > 0 && share < FEWEST) {
      return "< 0.01 %";
    }
    return String.format(Locale.ROOT, share < MANY ? "%.2f %%" : "%.1f %%", 100 * share);
  }
}
