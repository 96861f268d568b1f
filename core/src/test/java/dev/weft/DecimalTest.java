package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "3.0E-4, 0.0003",
    "1E-7, 0.0000001",
    "1E-8, 1e-8",
    "1.5E-9, 1.5e-9",
    "-3.25E-5, -0.0000325",
    "0, 0.0",
    "0.1, 0.1",
    "32, 32.0",
    "1E7, 10000000.0",
    "1.2345678901E10, 12345678901.0",
    "1E15, 1e15",
    "7.5E38, 7.5e38",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void writesNumbersAsPeopleDo(double value, String text) {
    assertEquals(text, Decimal.text(value));
    assertEquals(value, Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource({"0.00068912345, 0.0006891", "123456, 123500.0", "0.5, 0.5", "NaN, NaN"})
  void roundsToDigitsThatCount(double value, String text) {
    assertEquals(text, Decimal.text(value, 4));
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals("0.0003", Decimal.text(0.0003));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysOtherValuesAsTheyAre() {
    assertEquals("0.0003", Decimal.said(0.0003));
    assertEquals("3", Decimal.said(3));
    assertEquals("null", Decimal.said(null));
  }
}
