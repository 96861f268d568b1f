package dev.weft.chart;

import dev.weft.Quoted;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One row of a dot plot: the values of several trainings, and their mean.
 *
 * @param values those that are known; of a single training there are none beside the mean
 * @param mean NaN where it is not known
 * @param low the low end of the mean's interval; NaN where it has none
 * @param high the high end of the mean's interval; NaN where it has none
 * @param isBest whether it is marked as the best
 */
public record Dots(String name, List<Double> values, double mean, double low, double high, boolean isBest) {
  public Dots {
    name = Quoted.line(name);
    values = List.copyOf(values);
  }

  public boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  DoubleStream all() {
    return DoubleStream.concat(values.stream().mapToDouble(value -> value), DoubleStream.of(mean, low, high));
  }
}
