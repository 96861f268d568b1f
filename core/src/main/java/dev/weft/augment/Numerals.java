package dev.weft.augment;

import dev.weft.Decimal;

/** Numbers in sentences. */
final class Numerals {
  private static final int DIGITS = 4;

  private Numerals() {}

  /** With four digits that count, and without decimals where there are none. */
  static String of(double value) {
    String text = Decimal.text(value, DIGITS);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
