package dev.weft.page;

import dev.weft.chart.LineLook;
import dev.weft.chart.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Points or lines over two axes in a page, with their intervals.
 *
 * @param finding what it shows, a sentence
 * @param diagonal what the line from corner to corner is; empty for none
 */
public record PlotFigure(
    String title,
    String finding,
    String xName,
    String yName,
    Scale across,
    Scale up,
    String diagonal,
    List<Series> series) {
  private static final double SMALLEST = 3;
  private static final double GROWTH = 5;

  /**
   * @param low of the interval of {@code y}; NaN where it has none
   * @param high of the interval of {@code y}; NaN where it has none
   * @param share of the images that the point is of, 0 to 1
   */
  public record Point(double x, double y, double low, double high, double share) {
    public boolean hasInterval() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  /**
   * @param isLine whether its points are joined, and their intervals a band
   */
  public record Series(String name, boolean isLine, List<Point> points) {}

  /** Where a value stands from left to right, in percent. */
  public String across(double value) {
    return Numbers.place(100 * across.part(value)) + "%";
  }

  /** Where a value stands from top to bottom, in percent. */
  public String down(double value) {
    return Numbers.place(100 - 100 * up.part(value)) + "%";
  }

  /** How large a point is, by the share of the images that it is of. */
  public String radius(Point point) {
    return Numbers.place(SMALLEST + GROWTH * Math.sqrt(point.share));
  }

  /** The classes of a series. */
  public String look(int place) {
    LineLook look = LineLook.of(place);
    return "line-%s dash-%s".formatted(look.colour(), look.dashes());
  }

  /** A line's points as SVG has them, in percent. */
  public String line(Series of) {
    return of.points.stream().map(point -> place(point.x, point.y)).collect(Collectors.joining(" "));
  }

  /** The border of a line's intervals. */
  public String band(Series of) {
    List<Point> points = of.points.stream().filter(Point::hasInterval).toList();
    return Stream.concat(
            points.stream().map(point -> place(point.x, point.high)),
            points.reversed().stream().map(point -> place(point.x, point.low)))
        .collect(Collectors.joining(" "));
  }

  private String place(double x, double y) {
    return (across(x) + "," + down(y)).replace("%", "");
  }

  /** The space that the axis needs beside it, in digits' widths. */
  public String margins() {
    int left = Arrays.stream(up.lines()).mapToObj(up::label).mapToInt(String::length).max().orElse(1);
    return "--left: %sch; --right: 0ch".formatted(left);
  }
}
