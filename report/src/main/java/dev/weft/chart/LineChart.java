package dev.weft.chart;

import java.util.List;

/**
 * Lines over one axis, in a file or in a page.
 *
 * @param title what is drawn
 * @param subtitle may be empty
 * @param xName what {@link Line#x} counts
 * @param yName what {@link Line#y} is
 */
public record LineChart(
    String title, String subtitle, String xName, String yName, ValueRange xRange, ValueRange yRange, List<Line> lines) {
  public LineChart {
    lines = List.copyOf(lines);
  }

  /** The chart as a drawing of this size, the legend of many lines not counted. */
  Chart drawn(double width, double height) {
    return new Chart(title, subtitle, LineDrawing.of(this, width, height));
  }
}
