package dev.weft.statistics;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a difference is worth, in words for a person.
 *
 * @param significant whether so much would come by chance in fewer than 5 of 100 cases
 * @param finding what was seen
 * @param evidence what says so
 */
public record Verdict(boolean significant, String finding, String evidence) {
  /** A difference is significant if its p-value is below. */
  public static final double ALPHA = 0.05;

  private static final double SMALLEST = 0.001;

  /**
   * @param p 0 to 1
   */
  static Verdict of(double p, String finding, String test) {
    return new Verdict(p < ALPHA, finding, test + ", " + words(p));
  }

  /** {@code "significant: "} or {@code "not significant: "}, the finding, and the evidence in brackets. */
  public String sentence() {
    return "%s: %s (%s)".formatted(significant ? "significant" : "not significant", finding, evidence);
  }

  /** In two digits, or in as many as tell it from {@link #ALPHA}. */
  private static String words(double p) {
    if (p < SMALLEST) {
      return "p < 0.001";
    }
    int digits = 2;
    while (rounded(p, digits).doubleValue() < ALPHA != p < ALPHA) {
      digits++;
    }
    return "p = " + rounded(p, digits).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal rounded(double p, int digits) {
    return new BigDecimal(p).round(new MathContext(digits));
  }
}
