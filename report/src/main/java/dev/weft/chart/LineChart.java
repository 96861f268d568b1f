package dev.weft.chart;

import dev.weft.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Lines over one axis, in a file or in a page.
 *
 * @param title what is drawn
 * @param subtitle may be empty
 * @param xName what {@link Line#x} counts
 * @param yName what {@link Line#y} is
 * @param metric what {@link Line#y} measures, whose bounds the axis keeps; empty for what is no metric
 * @param stages where on the axis of {@link Line#x} the second part of a training begins, and each later one
 */
public record LineChart(
    String title,
    String subtitle,
    String xName,
    String yName,
    ValueRange xRange,
    ValueRange yRange,
    List<Line> lines,
    Optional<Metric> metric,
    List<Integer> stages) {
  public LineChart {
    lines = List.copyOf(lines);
    stages = List.copyOf(stages);
  }

  /** Of what is no metric. */
  public LineChart(
      String title,
      String subtitle,
      String xName,
      String yName,
      ValueRange xRange,
      ValueRange yRange,
      List<Line> lines) {
    this(title, subtitle, xName, yName, xRange, yRange, lines, Optional.empty(), List.of());
  }

  /** The same chart, whose lines are of a metric. */
  public LineChart of(Metric metric) {
    return new LineChart(title, subtitle, xName, yName, xRange, yRange, lines, Optional.of(metric), stages);
  }

  /** The same chart of a training whose later parts begin there. */
  public LineChart stages(List<Integer> stages) {
    return new LineChart(title, subtitle, xName, yName, xRange, yRange, lines, metric, stages);
  }

  /** The axis of the values. */
  public Scale yScale() {
    Scale scale = Scale.of(yRange, lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).toArray());
    return metric.isEmpty() || yRange.isFixed() ? scale : scale.within(metric.get().least(), metric.get().most());
  }

  /** The axis of what {@link #xName} counts. */
  public Scale xScale() {
    double first = xRange.isFixed() ? xRange.low() : x().min().orElse(1);
    double last = xRange.isFixed() ? xRange.high() : x().max().orElse(1);
    return isCounted() ? Scale.counted((int) first, (int) last) : Scale.of(xRange, first, last);
  }

  /** Whether the lines have a value for each of some whole numbers, such as epochs. */
  boolean isCounted() {
    boolean areWhole = DoubleStream.concat(x(), DoubleStream.of(ends())).allMatch(x -> x == Math.rint(x));
    return areWhole && (x().max().orElse(2) > 1 || lines.stream().allMatch(line -> line.x().length == 1));
  }

  private double[] ends() {
    return xRange.isFixed() ? new double[] {xRange.low(), xRange.high()} : new double[0];
  }

  private DoubleStream x() {
    return lines.stream().flatMapToDouble(line -> Arrays.stream(line.x()));
  }

  /** What the lines say, in a sentence. */
  public String finding() {
    return new LineFinding(this).sentence();
  }

  /** The chart as a drawing of this size, the legend of many lines not counted. */
  Chart drawn(double width, double height) {
    return new Chart(title, subtitle, LineDrawing.of(this, width, height));
  }
}
