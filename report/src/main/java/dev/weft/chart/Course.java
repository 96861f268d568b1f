package dev.weft.chart;

import dev.weft.Decimal;
import dev.weft.metrics.Metric.Direction;
import dev.weft.source.DataPart;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a line goes from its first value to its best and to its last.
 *
 * @param first the index of the first finite value
 * @param best the index of the best finite value; of what is no metric, of the last
 * @param last the index of the last finite value
 */
record Course(LineChart chart, Line line, int first, int best, int last) {
  /** A line whose values differ by less than this part of them is level. */
  private static final double LEVEL = 0.005;

  /** A line that loses less than this part of what it gained stays level after its best value. */
  private static final double LOST = 0.1;

  /** A line that gains this part of its span in its last quarter is still going on. */
  private static final double GAINED = 0.05;

  private static final int DIGITS = 4;
  private static final double LARGE = 1e6;

  /** Empty where no value is finite. */
  static Optional<Course> of(LineChart chart, Line line) {
    int[] finite = IntStream.range(0, line.y().length).filter(i -> Double.isFinite(line.y()[i])).toArray();
    if (finite.length == 0) {
      return Optional.empty();
    }
    int best = finite[0];
    for (int i : finite) {
      double most = line.y()[best];
      best = chart.metric().isEmpty() || chart.metric().get().better(line.y()[i], most) ? i : best;
    }
    return Optional.of(new Course(chart, line, finite[0], best, finite[finite.length - 1]));
  }

  /** {@code validation accuracy}, or what the line is called. */
  String name() {
    for (DataPart part : DataPart.values()) {
      if (part.word().equals(line.name())) {
        return part.adjective() + " " + chart.yName();
      }
    }
    return chart.metric().isPresent() ? line.name() : "the " + line.name();
  }

  /** Whether all finite values are the same. */
  boolean isConstant() {
    return IntStream.rangeClosed(first, last).allMatch(i -> !Double.isFinite(at(i)) || at(i) == at(first));
  }

  /** Whether it ends in what is no number, as a training does that diverges. */
  boolean isBroken() {
    return last < line.y().length - 1 && IntStream.rangeClosed(first, last).allMatch(i -> Double.isFinite(at(i)));
  }

  boolean isHigherBetter() {
    return chart.metric().map(metric -> metric.direction() == Direction.HIGHER).orElse(at(last) > at(first));
  }

  double at(int i) {
    return line.y()[i];
  }

  String value(int i) {
    return number(at(i));
  }

  /** {@code epoch 5}. */
  String where(int i) {
    return chart.xName() + " " + Decimal.text(line.x()[i]).replaceFirst("\\.0$", "");
  }

  /** By how much the last value is better than that at an index; negative where it is worse. */
  double gainAfter(int i) {
    return isHigherBetter() ? at(last) - at(i) : at(i) - at(last);
  }

  double span() {
    return Math.abs(at(best) - at(first));
  }

  /** The one of two words that means better: the first where more is better. */
  String better(String more, String less) {
    return isHigherBetter() ? more : less;
  }

  /** {@code validation accuracy rises to 0.9766 in epoch 5 and stays level}: no sentence yet. */
  String words() {
    return chart.metric().isPresent() ? ofMetric() : ofSetting();
  }

  /** {@code the learning rate rises to 0.01 in epoch 5 and falls to 0.0001}. */
  private String ofSetting() {
    int most = first;
    for (int i = first; i <= last; i++) {
      most = at(i) > at(most) ? i : most;
    }
    if (at(most) > at(first) && at(most) > at(last)) {
      return "%s rises to %s in %s and falls to %s".formatted(name(), value(most), where(most), value(last));
    }
    return "%s %s from %s to %s".formatted(name(), better("rises", "falls"), value(first), value(last));
  }

  private String ofMetric() {
    double lost = -gainAfter(best);
    double level = LEVEL * Math.abs(at(best));
    if (span() <= level && lost <= level) {
      return "%s stays level, at %s".formatted(name(), value(last));
    }
    String worse = better("falls", "rises");
    if (best == first) {
      return "%s is best in %s, %s, and then %s to %s".formatted(name(), where(best), value(best), worse, value(last));
    }
    String rises = "%s %s to %s".formatted(name(), better("rises", "falls"), value(best));
    if (best == last) {
      return "%s in %s%s"
          .formatted(
              rises, where(last), goesOn() ? " and is still %s".formatted(better("rising", "falling")) : ", the last");
    }
    return "%s in %s and %s"
        .formatted(rises, where(best), lost <= LOST * span() ? "stays level" : "then " + worse + " to " + value(last));
  }

  private boolean goesOn() {
    int before = last - Math.max(1, (last - first) / 4);
    while (!Double.isFinite(at(before))) {
      before--;
    }
    return gainAfter(before) > GAINED * span();
  }

  static String number(double value) {
    return Math.abs(value) >= LARGE
        ? String.format(Locale.ROOT, "%.1e", value).replace("e+", "e")
        : Decimal.text(value, DIGITS).replaceFirst("\\.0$", "");
  }
}
