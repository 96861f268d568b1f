package dev.weft.chart;

import dev.weft.Quoted;

/**
 * One bar of a bar chart.
 *
 * @param value NaN where it is not known: then there is a name without a bar
 * @param low the low end of the value's interval; NaN where it has none
 * @param high the high end of the value's interval; NaN where it has none
 */
public record Bar(String name, double value, double low, double high) {
  public Bar {
    name = Quoted.line(name);
  }

  /** A bar without an interval. */
  public static Bar of(String name, double value) {
    return new Bar(name, value, Double.NaN, Double.NaN);
  }

  public boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
