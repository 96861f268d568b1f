package dev.weft;

import java.util.Locale;

/** Times as people say them. */
public final class Seconds {
  private Seconds() {}

  /** {@code 6.1 s}, {@code 51 s}, {@code 12 min}, {@code 3 h 05 min}; of a time that is not known, {@code NaN}. */
  public static String text(double seconds) {
    if (!Double.isFinite(seconds)) {
      return String.valueOf(seconds);
    }
    long rounded = Math.round(seconds);
    if (rounded < 100) {
      return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : rounded + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + " min" : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
