package dev.weft.page.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which values of a setting are better, in words. */
final class Trend {
  /** Of the whole span, what may go against a trend. */
  private static final double WAVER = 0.1;

  private Trend() {}

  /**
   * {@code "higher is better: best at 64"}, {@code "best at 32"}, {@code "best: Adam, worst: SGD"}; empty where numbers
   * have no one direction on each side of their best.
   *
   * @param better of each value of the axis, rising the better it is; NaN where it is not known
   */
  static String words(SettingAxis axis, boolean isNumber, double[] better) {
    int[] known = IntStream.range(0, better.length).filter(place -> Double.isFinite(better[place])).toArray();
    double[] values = Arrays.stream(known).mapToDouble(place -> better[place]).toArray();
    List<String> labels = Arrays.stream(known).mapToObj(axis.axis().labels()::get).toList();
    int best = place(values, Arrays.stream(values).max().orElse(Double.NaN));
    int worst = place(values, Arrays.stream(values).min().orElse(Double.NaN));
    if (known.length < 2) {
      return "";
    }
    if (!isNumber) {
      return "best: %s, worst: %s".formatted(labels.get(best), labels.get(worst));
    }
    if (!risesTo(values, best) || !risesTo(reversed(values), values.length - 1 - best)) {
      return "";
    }
    String side = best == 0 ? "lower is better: " : best == values.length - 1 ? "higher is better: " : "";
    return side + "best at " + labels.get(best);
  }

  private static int place(double[] values, double value) {
    return IntStream.range(0, values.length).filter(i -> values[i] == value).findFirst().orElse(-1);
  }

  private static double[] reversed(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[values.length - 1 - i]).toArray();
  }

  private static boolean risesTo(double[] values, int place) {
    double waver = WAVER * (Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0));
    return IntStream.range(0, place).allMatch(i -> values[i] <= values[i + 1] + waver);
  }
}
