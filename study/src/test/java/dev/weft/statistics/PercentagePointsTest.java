package dev.weft.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentagePointsTest {
  private static PercentagePoints of(double low, double value, double high) {
    return new PercentagePoints(value, new Interval(low, high));
  }

  @ParameterizedTest
  @CsvSource({
    "0.01719, 0.02311, 0.02904, 2.31, 1.72 to 2.90",
    "-0.012, 0.03, 0.081, 3.0, -1.2 to 8.1",
    "0.05, 0.3, 0.55, 30, 5 to 55",
    "-0.00038, 0, 0.00038, 0.000, -0.038 to 0.038"
  })
  void theIntervalSaysHowManyDigits(double low, double value, double high, String said, String ends) {
    assertEquals(said, of(low, value, high).value());
    assertEquals(ends, of(low, value, high).ends());
  }

  @Test
  void theOtherWayRoundTheSignsTurn() {
    PercentagePoints turned = of(0.01719, 0.02311, 0.02904).turned();
    assertEquals("-2.31", turned.signed());
    assertEquals("-2.90 to -1.72", turned.ends());
    assertEquals("+2.3", turned.turned().signed(1));
    assertEquals("0.00", of(-0.006, -0.000001, 0.006).signed());
  }
}
