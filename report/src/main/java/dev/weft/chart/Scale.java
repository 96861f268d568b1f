package dev.weft.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis: its ends, and where its lines are.
 *
 * @param high above {@code low}
 * @param lines rising, from {@code low} to {@code high}
 * @param isLogarithmic whether equal ratios are equally long, not equal differences; then both ends are above 0
 */
public record Scale(double low, double high, double[] lines, boolean isLogarithmic) {
  private static final int MOST_LINES = 6;
  private static final int ALL_COUNTED = 10;
  private static final double NEAR = 0.75;
  private static final double LEAST_SPAN = 0.001;
  private static final double WIDE = 1e4;
  private static final int MOST_DIGITS = 5;
  private static final double LARGE = 1e6;

  /**
   * That holds all finite values, in the range that is asked for; its lines are 1, 2 or 5 times a power of 10 apart.
   */
  public static Scale of(ValueRange range, double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(0);
    double most = Arrays.stream(finite).max().orElse(1);
    if (range.isFixed()) {
      return linear(range.low(), range.high());
    }
    if (range.holdsZero()) {
      least = Math.min(0, least);
      most = Math.max(0, most);
    }
    return least > 0 && most / least >= WIDE && !range.holdsZero() ? logarithmic(least, most) : around(least, most);
  }

  /** Of whole numbers from 1 on, such as epochs: the first and the last have a line, and round ones between them. */
  static Scale counted(int first, int last) {
    if (first == last) {
      return new Scale(first - 0.5, first + 0.5, new double[] {first}, false);
    }
    double step = last - first < ALL_COUNTED ? 1 : round((double) (last - first) / MOST_LINES);
    DoubleStream between =
        IntStream.iterate((int) step, line -> line < last, line -> line + (int) step)
            .filter(line -> line - first >= NEAR * step && last - line >= NEAR * step)
            .asDoubleStream();
    double[] lines =
        DoubleStream.concat(DoubleStream.of(first), DoubleStream.concat(between, DoubleStream.of(last))).toArray();
    return new Scale(first, last, lines, false);
  }

  /** A single value lies in the middle. The axis begins at 0 where the values come near it. */
  private static Scale around(double least, double most) {
    double size = Math.max(Math.abs(least), Math.abs(most));
    if (least == most) {
      return least == 0 ? linear(0, 1) : linear(least - size / 2, most + size / 2);
    }
    if (least > 0 && least < most / 2) {
      return linear(0, most);
    }
    double missing = Math.max(0, size * LEAST_SPAN - (most - least));
    return linear(least - missing / 2, most + missing / 2);
  }

  private static Scale linear(double least, double most) {
    double step = round((most - least) / MOST_LINES);
    long first = (long) Math.floor(least / step + 1e-9);
    long last = Math.max((long) Math.ceil(most / step - 1e-9), first + 1);
    double[] lines = new double[(int) (last - first) + 1];
    Arrays.setAll(lines, i -> (first + i) * step);
    return new Scale(lines[0], lines[lines.length - 1], lines, false);
  }

  /** Of values above 0, by orders of magnitude. */
  static Scale byPowers(double... values) {
    return logarithmic(Arrays.stream(values).min().orElse(1), Arrays.stream(values).max().orElse(1));
  }

  private static Scale logarithmic(double least, double most) {
    int first = (int) Math.floor(Math.log10(least) + 1e-9);
    int last = (int) Math.ceil(Math.log10(most) - 1e-9);
    int step = Math.ceilDiv(last - first, MOST_LINES);
    List<Double> lines = new ArrayList<>();
    for (int power = first; power < last + step; power += step) {
      lines.add(Math.pow(10, power));
    }
    return new Scale(
        lines.getFirst(), lines.getLast(), lines.stream().mapToDouble(Double::doubleValue).toArray(), true);
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

  /** The same without what lies beyond these bounds. */
  public Scale within(double least, double most) {
    double[] inside = Arrays.stream(lines).filter(line -> line >= least && line <= most).toArray();
    return inside.length < 2 ? this : new Scale(Math.max(low, least), Math.min(high, most), inside, isLogarithmic);
  }

  /** Where a value lies, from 0 at the low end to 1 at the high one; what is outside, at the end that is next to it. */
  public double part(double value) {
    return Math.clamp(place(value), 0, 1);
  }

  /** The same; what is outside is below 0 or above 1. */
  double place(double value) {
    return isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  }

  /** A number of the axis with as many digits as tell its lines apart. */
  public String label(double number) {
    if (isLogarithmic) {
      return power(number);
    }
    if (Math.max(Math.abs(low), Math.abs(high)) >= LARGE) {
      return number == 0 ? "0" : String.format(Locale.ROOT, "%.1e", number);
    }
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step()) - 1e-9));
    return digits > MOST_DIGITS
        ? String.format(Locale.ROOT, "%.2e", number)
        : String.format(Locale.ROOT, "%,." + digits + "f", number);
  }

  private static String power(double number) {
    int power = (int) Math.round(Math.log10(number));
    if (Math.abs(power) > MOST_DIGITS) {
      return "1e" + power;
    }
    return power < 0
        ? String.format(Locale.ROOT, "%." + -power + "f", number)
        : String.format(Locale.ROOT, "%,.0f", number);
  }

  private double step() {
    return lines.length < 2 ? 1 : lines[1] - lines[0];
  }

  /** What a reader must know of it, such as {@code from 0.90}; empty where it begins at 0. */
  public String note() {
    if (isLogarithmic) {
      return "logarithmic";
    }
    return low <= 0 && high >= 0 ? "" : "from " + label(low);
  }

  /** What it measures, with its {@link #note}: {@code accuracy, from 0.90}. */
  String named(String name) {
    return note().isEmpty() ? name : name + ", " + note();
  }
}
