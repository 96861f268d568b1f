package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void containsItsEndsAndWhatLiesBetween() {
    Interval interval = new Interval(-1, 2);
    assertTrue(interval.contains(-1));
    assertTrue(interval.contains(0));
    assertTrue(interval.contains(2));
    assertFalse(interval.contains(Math.nextUp(2.0)));
    assertFalse(interval.contains(Math.nextDown(-1.0)));
  }

  @Test
  void isSaidInFourDecimals() {
    assertEquals("-0.0500 to 0.1235", new Interval(-0.05, 0.12345678).words());
  }

  @Test
  void lowIsNotAboveHigh() {
    String rule = "the low end of an interval must not lie above its high end; received ";
    assertRefused(rule + "2.0 and 1.0.", () -> new Interval(2, 1));
    assertRefused(rule + "NaN and 1.0.", () -> new Interval(Double.NaN, 1));
  }
}
