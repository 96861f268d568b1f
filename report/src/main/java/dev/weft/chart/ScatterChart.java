package dev.weft.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Two numbers of each of many things: a dot stands for one of them.
 *
 * @param title what is drawn
 * @param xName what {@link Dot#x} is
 * @param yName what {@link Dot#y} is
 * @param isLogarithmic whether x goes by orders of magnitude; then each is above 0
 * @param markedName what the marked dot is
 */
public record ScatterChart(
    String title, String xName, String yName, boolean isLogarithmic, String markedName, List<Dot> dots) {
  /** Dots of which one number is not known are left out. */
  public ScatterChart {
    dots = dots.stream().filter(dot -> Double.isFinite(dot.x()) && Double.isFinite(dot.y())).toList();
  }

  Scale xScale() {
    double[] values = dots.stream().mapToDouble(Dot::x).toArray();
    return isLogarithmic && values.length > 0 ? Scale.byPowers(values) : Scale.of(ValueRange.FITTED, values);
  }

  /** It holds the intervals, too. */
  Scale yScale() {
    return Scale.of(
        ValueRange.FITTED,
        dots.stream().flatMapToDouble(dot -> DoubleStream.of(dot.low(), dot.y(), dot.high())).toArray());
  }

  /** The chart as a drawing. */
  Chart drawn() {
    boolean hasIntervals = dots.stream().anyMatch(Dot::hasInterval);
    String many = dots.size() == 1 ? "1 recipe" : dots.size() + " recipes";
    return new Chart(title, many + (hasIntervals ? ", with 95 % intervals" : ""), new ScatterDrawing(this));
  }
}
