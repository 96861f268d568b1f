package dev.weft.page.robustness;

import dev.weft.chart.LineLook;
import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.page.Numbers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shares from 0 to 1 by an amount, each with its 95 % interval.
 *
 * @param xName what the amounts count
 */
record IntervalCurve(String title, String xName, List<Curve> curves) {
  /**
   * One line.
   *
   * @param x rising
   * @param y shares
   * @param low the low end of each interval
   * @param high the high end
   */
  record Curve(String name, double[] x, double[] y, double[] low, double[] high) {}

  Scale across() {
    return Scale.of(ValueRange.FITTED, curves.getFirst().x());
  }

  Scale axis() {
    return Scale.of(ValueRange.ZERO_TO_ONE);
  }

  /** A place from left to right, in percent. */
  String across(double x) {
    return Numbers.place(100 * across().part(x)) + "%";
  }

  /** A place from top to bottom, in percent. */
  String down(double y) {
    return Numbers.place(100 - 100 * axis().part(y)) + "%";
  }

  /** A line's points as SVG has them, in percent. */
  String points(Curve curve) {
    return IntStream.range(0, curve.x().length)
        .mapToObj(i -> (across(curve.x()[i]) + "," + down(curve.y()[i])).replace("%", ""))
        .collect(Collectors.joining(" "));
  }

  /** The classes of a line. */
  String look(int line) {
    LineLook look = LineLook.of(line);
    return "line-%s dash-%s".formatted(look.colour(), look.dashes());
  }

  /** What the curves say, for who cannot see them. */
  String finding() {
    return curves.stream()
        .map(curve -> {
          int best = IntStream.range(0, curve.y().length).reduce(0, (a, b) -> curve.y()[b] > curve.y()[a] ? b : a);
          int worst = IntStream.range(0, curve.y().length).reduce(0, (a, b) -> curve.y()[b] < curve.y()[a] ? b : a);
          return "%s: highest %s at %s, lowest %s at %s."
              .formatted(
                  curve.name(),
                  Numbers.figure(curve.y()[best]),
                  amount(curve.x()[best]),
                  Numbers.figure(curve.y()[worst]),
                  amount(curve.x()[worst]));
        })
        .collect(Collectors.joining(" "));
  }

  /** A number with no more digits than it needs. */
  static String amount(double x) {
    float rounded = Math.round(x * 1e4) / 1e4f;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}
