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

  /** The value with its interval, in words. */
  public String said(Bar bar) {
    String value = words.apply(bar.value());
    return bar.hasInterval() ? "%s (%s)".formatted(value, new Interval(bar.low(), bar.high()).words()) : value;
  }

  /** A place from left to right, in percent. */
  public String across(double value) {
    return Numbers.place(100 * axis().part(value)) + "%";
  }

  /** What to say where the axis does not begin at zero. */
  public String note() {
    Scale axis = axis();
    return axis.low() == 0
        ? ""
        : "The axis goes from %s to %s, not from zero.".formatted(axis.label(axis.low()), axis.label(axis.high()));
  }
}
