package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static List<String> labels(double... values) {
    Axis axis = Axis.around(DoubleStream.of(values));
    return axis.marks().stream().map(axis::label).toList();
  }

  @Test
  void marksAreAtRoundNumbersAroundAllValues() {
    assertEquals(List.of("0.90", "0.92", "0.94", "0.96", "0.98", "1.00"), labels(0.912, 0.987));
    assertEquals(List.of("0", "2", "4", "6", "8"), labels(0, 7.5));
    assertEquals(List.of("0.9920", "0.9925", "0.9930", "0.9935", "0.9940"), labels(0.9921, Double.NaN, 0.9938));
  }

  @Test
  void oneValueHasRoomOnBothSides() {
    Axis axis = Axis.around(DoubleStream.of(0.001));
    assertTrue(axis.from() < 0.001 && axis.to() > 0.001, axis.toString());
    assertEquals(0, Axis.around(DoubleStream.of(0)).percent(0), 1e-12);
  }

  @Test
  void placesAreInPercent() {
    Axis axis = Axis.around(DoubleStream.of(0, 10));
    assertEquals(25, axis.percent(2.5), 1e-12);
  }
}
