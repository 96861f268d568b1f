package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.statistics.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
  /** The first three are the examples of the Particle Data Group: 0.827 with errors of 0.119 and 0.367, and 0.9501. */
  @ParameterizedTest
  @CsvSource({"0.119, 0.83", "0.367, 0.8", "0.9501, 0.8", "0.0354, 0.827", "0.0356, 0.83", "0.0027, 0.8270"})
  void aNumberHasTheDigitsThatItsHalfWidthJustifies(double half, String text) {
    assertEquals(text, Digits.of(new Interval(0.827 - half, 0.827 + half)).text(0.827));
  }

  @Test
  void anIntervalIsWrittenLikeItsNumber() {
    Interval interval = new Interval(0.8403, 0.8791);
    assertEquals("0.840 to 0.879", Digits.of(interval).text(interval));
  }

  @Test
  void whatHasNoWidthHasFourDecimals() {
    assertEquals("1.0000", Digits.of(new Interval(1, 1)).text(1));
    assertEquals("–", Digits.FOUR.text(Double.NaN));
  }

  @Test
  void zeroHasNoSign() {
    assertEquals("0.0000", Digits.FOUR.text(-0.00001));
    assertEquals("-0.0001", Digits.FOUR.text(-0.0001));
  }
}
