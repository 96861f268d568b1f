package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void from0To1HasALineEveryFifth() {
    assertArrayEquals(
        new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}, Scale.of(ValueRange.ZERO_TO_ONE, 0.9, 0.95).lines(), 1e-12);
  }

  @Test
  void aFittedOneBeginsAndEndsNextToTheValues() {
    Scale scale = Scale.of(ValueRange.FITTED, 0.966, 0.9928, Double.NaN);
    assertEquals(0.965, scale.low(), 1e-12);
    assertEquals(0.995, scale.high(), 1e-12);
  }

  @Test
  void from0GoesBothWaysIfItMust() {
    Scale scale = Scale.of(ValueRange.FROM_ZERO, -50, 100);
    assertTrue(scale.low() <= -50 && scale.high() >= 100);
    assertEquals(0, Scale.of(ValueRange.FROM_ZERO, 50, 100).low());
  }

  @Test
  void oneValueOrNoneHasAScaleToo() {
    assertTrue(Scale.of(ValueRange.FITTED, 500).high() > Scale.of(ValueRange.FITTED, 500).low());
    assertTrue(Scale.of(ValueRange.FITTED).high() > 0);
    assertTrue(Scale.of(ValueRange.FROM_ZERO, 0).high() > 0);
  }

  @Test
  void partsAreClampedToTheEnds() {
    Scale scale = Scale.of(ValueRange.ZERO_TO_ONE);
    assertEquals(0.25, scale.part(0.25));
    assertEquals(1, scale.part(1.5));
    assertEquals(0, scale.part(-0.5));
  }
}
