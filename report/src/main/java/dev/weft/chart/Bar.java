package dev.weft.chart;

import dev.weft.Quoted;

/**
 * One bar of a bar chart.
 *
 * @param value NaN where it is not known: then there is a name without a bar
 * @param low the low end of the value's interval; NaN where it has none
 * @param high the high end of the value's interval; NaN where it has none
 * @param isMarked whether it is the one to look at, such as the winner of a study
 */
public record Bar(String name, double value, double low, double high, boolean isMarked) {
  public Bar {
    name = Quoted.line(name);
  }

  public Bar(String name, double value, double low, double high) {
    this(name, value, low, high, false);
  }

  /** A bar without an interval. */
  public static Bar of(String name, double value) {
    return new Bar(name, value, Double.NaN, Double.NaN);
  }

  /** The same bar, marked if so. */
  public Bar marked(boolean isMarked) {
    return new Bar(name, value, low, high, isMarked);
  }

  public boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
