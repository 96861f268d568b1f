package dev.weft.page;

import dev.weft.Seconds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as a person reads them; what is no number is a dash. */
public final class Numbers {
  private static final String NONE = "–";
  private static final double LARGE = 1e6;
  private static final double SMALL = 0.01;
  private static final double TINY = 1e-5;

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private Numbers() {}

  /** {@code 2026-11-30 09:05}, where this machine is. */
  public static String minute(Instant moment) {
    return MINUTES.format(moment);
  }

  /** {@code 10,000}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 0.9690}; of a small number and of a large one the first three digits. */
  public static String figure(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size >= LARGE) {
      return String.format(Locale.ROOT, "%.2e", value).replace("e+", "e");
    }
    if (size >= SMALL || size == 0) {
      return String.format(Locale.ROOT, "%.4f", value);
    }
    return size < TINY
        ? String.format(Locale.ROOT, "%.2e", value)
        : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** {@code 96.90 %}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : NONE;
  }

  /** {@code "1 image"} or {@code "2 images"}. */
  public static String of(long count, String what) {
    return count(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** {@code 51 s}, {@code 12 min}, {@code 3 h 05 min}. */
  public static String time(double seconds) {
    return Double.isFinite(seconds) ? Seconds.text(seconds) : NONE;
  }

  /** A place in a drawing, which needs no more than hundredths. */
  public static String place(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
