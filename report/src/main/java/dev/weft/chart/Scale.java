package dev.weft.chart;

import java.util.Arrays;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;

/**
 * An axis: its ends, and the distance of its lines, which is 1, 2 or 5 times a power of 10.
 *
 * @param low a multiple of the step
 * @param high a multiple of the step, above {@code low}
 */
public record Scale(double low, double high, double step) {
  private static final int LINES = 6;
  private static final int AROUND_LINES = 5;
  private static final int MOST_DIGITS = 5;
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

  /** Just long enough for all finite values; a single one lies in the middle. */
  public static Scale around(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double low = finite.length == 0 ? 0 : finite[0];
    double high = finite.length == 0 ? 1 : finite[finite.length - 1];
    double room = low < high ? 0 : low == 0 ? 1 : Math.abs(low) / 2;
    low -= low == 0 ? 0 : room;
    high += room;
    double step = round((high - low) / AROUND_LINES);
    return new Scale(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
  }

  /** The least of 1, 2 and 5 times a power of ten that is at least so much. */
  private static double round(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int times : new int[] {1, 2, 5}) {
      if (times * power >= least * (1 - 1e-9)) {
        return times * power;
      }
    }
    return 10 * power;
  }

  private static Scale between(double least, double most) {
    double span = Math.max(most - least, LEAST_SPAN);
    double step = NumberAxis.createStandardTickUnits().getCeilingTickUnit(span / LINES).getSize();
    double first = Math.floor(least / step);
    return new Scale(first * step, Math.max(Math.ceil(most / step), first + 1) * step, step);
  }

  /** Where a value lies, from 0 at the low end to 1 at the high one; what is outside, at the end that is next to it. */
  public double part(double value) {
    return Math.clamp((value - low) / (high - low), 0, 1);
  }

  /** The lines of the axis, ends included. */
  public double[] lines() {
    double[] lines = new double[(int) Math.round((high - low) / step) + 1];
    Arrays.setAll(lines, i -> (Math.round(low / step) + i) * step);
    return lines;
  }

  /** A number of the axis with as many digits as tell its lines apart. */
  public String label(double number) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return digits > MOST_DIGITS
        ? String.format(Locale.ROOT, "%.2e", number)
        : String.format(Locale.ROOT, "%." + digits + "f", number);
  }
}
