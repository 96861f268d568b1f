package dev.weft.page.live;

import dev.weft.page.Numbers;
import java.util.List;
import java.util.StringJoiner;

/**
 * A small curve in a table: a value by epoch.
 *
 * @param points as SVG has them, in a box of 100 times 24; empty where there are not two values
 * @param words what it shows, for who does not see it
 */
public record Sparkline(String points, String words) {
  public static final Sparkline NONE = new Sparkline("", "");

  private static final int MOST_POINTS = 60;

  /**
   * @param name of the values, such as {@code validation accuracy}
   */
  public static Sparkline of(String name, List<Double> values) {
    double[] drawn = values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    if (drawn.length < 2) {
      return NONE;
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : drawn) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double range = most > least ? most - least : 1;
    int step = Math.max(1, drawn.length / MOST_POINTS);
    StringJoiner points = new StringJoiner(" ");
    for (int i = 0;
        i < drawn.length;
        i += i + step < drawn.length || i == drawn.length - 1 ? step : drawn.length - 1 - i) {
      points.add(
          Numbers.place(2 + 96.0 * i / (drawn.length - 1)) + "," + Numbers.place(22 - 20 * (drawn[i] - least) / range));
    }
    return new Sparkline(
        points.toString(),
        "%s from %s to %s".formatted(name, Numbers.figure(drawn[0]), Numbers.figure(drawn[drawn.length - 1])));
  }
}
