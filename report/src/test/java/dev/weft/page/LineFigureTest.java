package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Metric;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineFigureTest {
  @Test
  void theFirstAndTheLastEpochAreNamedAndRoundOnesBetween() {
    assertEquals(List.of("1", "2", "3", "4", "5"), epochs(5));
    assertEquals(List.of("1", "4", "6", "8", "10", "12"), epochs(12));
    assertEquals(List.of("1", "5", "10", "15", "20", "25"), epochs(25));
    assertEquals(List.of("1", "5", "10", "15", "23"), epochs(23));
    assertEquals(List.of("1", "50", "100", "150", "200"), epochs(200));
    assertEquals(List.of("1", "200", "400", "600", "800", "1,000"), epochs(1_000));
  }

  @Test
  void anAccuracyDoesNotExceed1AndALossFrom0On() {
    assertEquals(List.of("0.90", "0.92", "0.94", "0.96", "0.98", "1.00"), labels(figure(line("a", 0.91, 1))));
    assertEquals(1, figure(line("a", 0.97)).axis().high());
    assertEquals("0.0", labels(LineFigure.of(chart(Metric.LOSS, line("a", 0.9, 0.1)))).getFirst());
  }

  /** A loss that diverges leaves the others to be seen. */
  @Test
  void whatSpansFourOrdersOfMagnitudeIsLogarithmic() {
    LineFigure figure = LineFigure.of(chart(Metric.LOSS, line("a", 2, 0.5, 3e12)));
    assertEquals("logarithmic", figure.axis().note());
    assertEquals(List.of("0.1", "100", "100,000", "1e8", "1e11", "1e14"), labels(figure));
    assertEquals("80.00%", figure.down(100));
  }

  @Test
  void whatNeverChangesIsSaidAndNotDrawn() {
    assertFalse(figure(line("a", 0.5)).isDrawn());
    assertFalse(figure(line("a", 0.5, 0.5, Double.NaN)).isDrawn());
    assertFalse(figure(line("a", Double.NaN, Double.NaN)).isDrawn());
    assertTrue(figure(line("a", 0.5, 0.5), line("b", 0.5, 0.6)).isDrawn());
  }

  @Test
  void namesAtEndsKeepApartAndInside() {
    LineFigure figure = figure(line("a", 0.5, 0.9), line("b", 0.5, 0.899), line("c", 0.5, 0.5), line("d", 0.6, 0.501));
    List<Double> places = figure.names().stream().map(place -> Double.valueOf(place.replace("%", ""))).toList();
    assertTrue(places.get(0) + 7.9 < places.get(1), places.toString());
    assertTrue(places.get(1) < places.get(3), places.toString());
    assertTrue(places.get(3) + 7.9 < places.get(2), places.toString());
    assertEquals(100, places.get(2), places.toString());
  }

  @Test
  void manyLinesLongNamesAndLinesThatEndBeforeOthersHaveAKey() {
    assertTrue(figure(line("a", 0.5, 0.9), line("b", 0.5, 0.8)).hasNamesAtEnds());
    assertFalse(figure(line("a", 0.5, 0.9), line("b", 0.5)).hasNamesAtEnds());
    assertFalse(figure(line("a name of many letters", 0.5, 0.9)).hasNamesAtEnds());
    Line[] many = IntStream.range(0, 12).mapToObj(i -> line("run " + i, 0.5, 0.6)).toArray(Line[]::new);
    assertFalse(figure(many).hasNamesAtEnds());
    assertEquals(12, IntStream.range(0, 12).mapToObj(figure(many)::look).distinct().count());
  }

  @Test
  void aGapParts() {
    LineFigure figure = figure(line("a", 0, 0.5, Double.NaN, 1));
    assertEquals(List.of("0.00,100.00 33.33,50.00", "100.00,0.00"), figure.pieces(figure.lines().getFirst()));
  }

  private static List<String> epochs(int count) {
    LineFigure figure = figure(line("a", count, i -> i / (double) count));
    return DoubleStream.of(figure.across().lines()).mapToObj(figure.across()::label).toList();
  }

  private static List<String> labels(LineFigure figure) {
    return DoubleStream.of(figure.axis().lines()).mapToObj(figure.axis()::label).toList();
  }

  private static LineFigure figure(Line... lines) {
    return LineFigure.of(chart(Metric.ACCURACY, lines));
  }

  private static LineChart chart(Metric metric, Line... lines) {
    return new LineChart("t", "", "epoch", "y", ValueRange.FITTED, ValueRange.FITTED, List.of(lines)).of(metric);
  }

  private static Line line(String name, double... values) {
    return line(name, values.length, i -> values[i]);
  }

  private static Line line(String name, int count, IntToDoubleFunction value) {
    double[] epochs = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    return Line.of(name, epochs, IntStream.range(0, count).mapToDouble(value).toArray());
  }
}
