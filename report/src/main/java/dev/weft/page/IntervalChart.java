package dev.weft.page;

import dev.weft.statistics.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Values side by side, each with its interval where it has one. Where the axis begins at zero they are bars, as long as
 * they are large; elsewhere points, as a bar's length would say nothing.
 */
record IntervalChart(String title, Axis axis, List<Bar> bars) {
  /**
   * One value.
   *
   * @param said the value with its interval, in words
   */
  record Bar(String name, double value, Optional<Interval> interval, String said) {
    static Bar of(String name, double value, Optional<Interval> interval) {
      String said = Numbers.figure(value) + interval.map(between -> " (" + between.words() + ")").orElse("");
      return new Bar(name, value, interval, said);
    }

    static Bar seconds(String name, double seconds) {
      return new Bar(name, seconds, Optional.empty(), Numbers.time(seconds));
    }

    private DoubleStream ends() {
      return interval
          .map(between -> DoubleStream.of(value, between.low(), between.high()))
          .orElseGet(() -> DoubleStream.of(value));
    }
  }

  static IntervalChart of(String title, List<Bar> bars) {
    List<Bar> said = bars.stream().filter(bar -> Double.isFinite(bar.value)).toList();
    return new IntervalChart(title, Axis.around(said.stream().flatMapToDouble(Bar::ends)), said);
  }

  /** From zero on. */
  static IntervalChart fromZero(String title, List<Bar> bars) {
    List<Bar> said = bars.stream().filter(bar -> Double.isFinite(bar.value)).toList();
    DoubleStream ends = DoubleStream.concat(DoubleStream.of(0), said.stream().flatMapToDouble(Bar::ends));
    return new IntervalChart(title, Axis.around(ends), said);
  }

  boolean isBars() {
    return axis.from() == 0;
  }

  /** A place from left to right, in percent. */
  String across(double value) {
    return Numbers.place(Math.clamp(axis.percent(value), 0, 100)) + "%";
  }

  /** What to say where the axis does not begin at zero. */
  String note() {
    return isBars()
        ? ""
        : "The axis goes from %s to %s, not from zero.".formatted(axis.label(axis.from()), axis.label(axis.to()));
  }
}
