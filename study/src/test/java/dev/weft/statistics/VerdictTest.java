package dev.weft.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  @Test
  void beginsWithWhatAPersonWantsToKnow() {
    assertEquals(
        "not significant: they differ (a test, p = 0.25)", Verdict.of(0.25, "they differ", "a test").sentence());
    assertEquals("significant: they differ (a test, p = 0.01)", Verdict.of(0.01, "they differ", "a test").sentence());
  }

  @Test
  void fivePercentIsNotSignificant() {
    assertEquals(true, Verdict.of(Math.nextDown(0.05), "", "").significant());
    assertEquals(false, Verdict.of(0.05, "", "").significant());
  }

  @ParameterizedTest
  @CsvSource({
    "0, p < 0.001",
    "0.00099, p < 0.001",
    "0.001, p = 0.001",
    "0.00634765625, p = 0.0063",
    "0.1538, p = 0.15",
    "0.998, p = 1",
    "1, p = 1"
  })
  void pIsSaidInTwoDigits(double p, String words) {
    assertEquals(words, Verdict.of(p, "", "test").evidence().substring("test, ".length()));
  }

  @ParameterizedTest
  @CsvSource({"0.0496, p = 0.0496", "0.04999, p = 0.04999", "0.05, p = 0.05", "0.0501, p = 0.05"})
  void roundingNeverMakesANumberLookSignificantOrNot(double p, String words) {
    assertEquals(words, Verdict.of(p, "", "test").evidence().substring("test, ".length()));
  }
}
