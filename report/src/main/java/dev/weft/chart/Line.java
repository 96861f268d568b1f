package dev.weft.chart;

import dev.weft.Quoted;
import dev.weft.train.EpochResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One line of a line chart.
 *
 * @param x rising, as many as there are values
 * @param y where a value is not finite, the line has a gap
 * @param marked the index of the point that is marked; negative for none
 */
public record Line(String name, double[] x, double[] y, int marked) {
  public Line {
    name = Quoted.line(name);
  }

  public static Line of(String name, double[] x, double[] y) {
    return new Line(name, x, y, -1);
  }

  /** A figure of each epoch, which is counted from 1. */
  public static Line of(String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
    return of(
        name,
        epochs.stream().mapToDouble(epoch -> epoch.epoch() + 1).toArray(),
        epochs.stream().mapToDouble(value).toArray());
  }

  /** The same line with one point marked. */
  public Line marked(int index) {
    return new Line(name, x, y, index);
  }
}
