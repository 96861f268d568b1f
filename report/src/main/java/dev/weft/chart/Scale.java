package dev.weft.chart;

import java.util.Arrays;
import org.jfree.chart.axis.NumberAxis;

/**
 * The axis of a bar chart: its ends, and the distance of its lines, which is 1, 2 or 5 times a power of 10.
 *
 * @param low a multiple of the step
 * @param high a multiple of the step, above {@code low}
 */
record Scale(double low, double high, double step) {
  private static final int LINES = 6;
  private static final double LEAST_SPAN = 0.01;

  /** That holds all finite values, in the range that is asked for. */
  static Scale of(ValueRange range, double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(0);
    double most = Arrays.stream(finite).max().orElse(1);
    if (range.isFixed()) {
      return between(range.low(), range.high());
    }
    return range.holdsZero() ? between(Math.min(0, least), Math.max(0, most)) : between(least, most);
  }

  private static Scale between(double least, double most) {
    double span = Math.max(most - least, LEAST_SPAN);
    double step = NumberAxis.createStandardTickUnits().getCeilingTickUnit(span / LINES).getSize();
    double first = Math.floor(least / step);
    return new Scale(first * step, Math.max(Math.ceil(most / step), first + 1) * step, step);
  }

  /** Where a value lies, from 0 at the low end to 1 at the high one; what is outside, at the end that is next to it. */
  double part(double value) {
    return Math.clamp((value - low) / (high - low), 0, 1);
  }

  /** The lines of the axis, ends included. */
  double[] lines() {
    double[] lines = new double[(int) Math.round((high - low) / step) + 1];
    Arrays.setAll(lines, i -> (Math.round(low / step) + i) * step);
    return lines;
  }
}
