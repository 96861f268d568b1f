package dev.weft.check;

import java.util.Locale;

/** Shares and measures in a sentence. */
final class Figures {
  private Figures() {}

  /** {@code 12 %}, {@code 0.4 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, share >= 0.0995 || share == 0 ? "%.0f %%" : "%.1f %%", 100 * share);
  }

  /** {@code 0.83}. */
  static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
