package dev.weft.dataset;

import java.math.BigDecimal;

/** Shares in sentences. */
final class Percent {
  private Percent() {}

  /** {@code 20 %}. */
  static String of(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
