package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
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

  private static List<String> labels(double... values) {
    Scale scale = Scale.of(ValueRange.FITTED, values);
    return DoubleStream.of(scale.lines()).mapToObj(scale::label).toList();
  }

  @Test
  void linesAreAtRoundNumbersAroundAllValues() {
    assertEquals(List.of("0.90", "0.92", "0.94", "0.96", "0.98", "1.00"), labels(0.912, 0.987));
    assertEquals(List.of("0", "2", "4", "6", "8"), labels(0, 7.5));
    assertEquals(List.of("0.9920", "0.9925", "0.9930", "0.9935", "0.9940"), labels(0.9921, Double.NaN, 0.9938));
    assertEquals(List.of("1.00e-06", "1.20e-06", "1.40e-06"), labels(1e-6, 2e-6).subList(0, 3));
  }

  @Test
  void aroundOneValueIsRoomOnBothSides() {
    Scale scale = Scale.of(ValueRange.FITTED, 0.001);
    assertTrue(scale.low() < 0.001 && scale.high() > 0.001, scale.toString());
    assertEquals(0, Scale.of(ValueRange.FITTED, 0).part(0), 1e-12);
    assertEquals(0.5, Scale.of(ValueRange.FITTED).part(0.5), 1e-12);
  }
}
