package dev.weft;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them, the same in every locale: 0.0003, not 3.0E-4. */
public final class Decimal {
  private static final double LEAST = 1e-7;
  private static final double MOST = 1e15;

  private Decimal() {}

  /**
   * The shortest text that reads as this number, with a point for the decimals. Without a power of ten where the number
   * without its sign is 0.0000001 or more and below 10^15; else with a small {@code e}, as in 1.5e-9.
   */
  public static String text(double value) {
    String shortest = Double.toString(value);
    if (!shortest.contains("E")) {
      return shortest;
    }
    double size = Math.abs(value);
    if (size < LEAST || size >= MOST) {
      return shortest.replace(".0E", "e").replace('E', 'e');
    }
    String plain = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  /** As {@link #text}, rounded to so many digits that count. */
  public static String text(double value, int digits) {
    return Double.isFinite(value)
        ? text(new BigDecimal(value).round(new MathContext(digits)).doubleValue())
        : Double.toString(value);
  }

  /** A value of a setting: a number as {@link #text}, anything else as it is. */
  public static String said(Object value) {
    return value instanceof Double || value instanceof Float
        ? text(((Number) value).doubleValue())
        : String.valueOf(value);
  }
}
