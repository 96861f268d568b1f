package dev.weft.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The stretch of numbers that a chart shows, between two of its marks.
 *
 * @param marks rising, at round numbers
 */
record Axis(List<Double> marks) {
  private static final int MARKS = 5;

  /** Just long enough for all finite values. */
  static Axis around(DoubleStream values) {
    double[] finite = values.filter(Double::isFinite).sorted().toArray();
    double low = finite.length == 0 ? 0 : finite[0];
    double high = finite.length == 0 ? 1 : finite[finite.length - 1];
    if (high == low) {
      double room = low == 0 ? 1 : Math.abs(low) / 2;
      low -= low == 0 ? 0 : room;
      high += room;
    }
    double step = round((high - low) / MARKS);
    long first = (long) Math.floor(low / step + 1e-9);
    long last = (long) Math.ceil(high / step - 1e-9);
    List<Double> marks = new ArrayList<>();
    for (long mark = first; mark <= last; mark++) {
      marks.add(mark * step);
    }
    return new Axis(List.copyOf(marks));
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

  double from() {
    return marks.getFirst();
  }

  double to() {
    return marks.getLast();
  }

  /** How far along the axis a value lies, 0 to 100. */
  double percent(double value) {
    return 100 * (value - from()) / (to() - from());
  }

  /** A mark with as many digits as tell it from the next. */
  String label(double mark) {
    double step = marks.get(1) - marks.get(0);
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return digits > 5 ? Numbers.figure(mark) : String.format(Locale.ROOT, "%." + digits + "f", mark);
  }
}
