package dev.weft.page;

import dev.weft.chart.Bar;
import dev.weft.chart.BarChart;
import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.statistics.Interval;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A bar chart in a page.
 *
 * @param chart of values that are known
 * @param words how a value is written
 */
public record BarFigure(BarChart chart, DoubleFunction<String> words) {
  private static BarFigure of(String title, ValueRange range, List<Bar> bars, DoubleFunction<String> words) {
    List<Bar> known = bars.stream().filter(bar -> Double.isFinite(bar.value())).toList();
    return new BarFigure(new BarChart(title, "", range, known), words);
  }

  /** Of figures such as accuracies. */
  public static BarFigure of(String title, List<Bar> bars) {
    return of(title, ValueRange.FITTED, bars, Numbers::figure);
  }

  /** Of times in seconds, from zero on. */
  public static BarFigure ofSeconds(String title, List<Bar> bars) {
    return of(title, ValueRange.FROM_ZERO, bars, Numbers::time);
  }

  /** Of counts, from zero on. */
  public static BarFigure ofCounts(String title, List<Bar> bars) {
    return of(title, ValueRange.FROM_ZERO, bars, value -> Numbers.count(Math.round(value)));
  }

  public String title() {
    return chart.title();
  }

  public List<Bar> bars() {
    return chart.bars();
  }

  public Scale axis() {
    return chart.scale();
  }

  /** The value, with the digits that its interval justifies. */
  public String value(Bar bar) {
    return bar.hasInterval() ? Digits.of(interval(bar)).text(bar.value()) : words.apply(bar.value());
  }

  /** The interval; empty where there is none. */
  public String range(Bar bar) {
    return bar.hasInterval() ? Digits.of(interval(bar)).text(interval(bar)) : "";
  }

  private static Interval interval(Bar bar) {
    return new Interval(bar.low(), bar.high());
  }

  /** A place from left to right, in percent. */
  public String across(double value) {
    return Numbers.place(100 * axis().part(value)) + "%";
  }

  /** What to say where the axis does not begin at zero, and of what is marked. */
  public String note() {
    Scale axis = axis();
    String from =
        axis.low() == 0
            ? ""
            : "The axis goes from %s to %s, not from zero.".formatted(axis.label(axis.low()), axis.label(axis.high()));
    String intervals = bars().stream().anyMatch(Bar::hasInterval) ? "Lines are 95 % intervals. " : "";
    return intervals + from;
  }
}
