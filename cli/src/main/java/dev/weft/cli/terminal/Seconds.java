package dev.weft.cli.terminal;

import java.util.Locale;

/** A duration as people say it. */
public final class Seconds {
  private Seconds() {}

  /** {@code 1.5 s}, {@code 12 min} or {@code 2 h 05 min}. */
  public static String text(double seconds) {
    long rounded = Math.round(seconds);
    if (rounded < 100) {
      return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : rounded + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + " min" : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
