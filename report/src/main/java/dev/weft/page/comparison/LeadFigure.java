package dev.weft.page.comparison;

import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.page.Numbers;
import dev.weft.statistics.PercentagePoints;

/**
 * A difference with its interval on an axis that holds 0.
 *
 * @param name which minus which
 */
record LeadFigure(String name, PercentagePoints points) {
  private static final double PERCENT = 100;

  Scale axis() {
    return Scale.of(ValueRange.FROM_ZERO, low(), high());
  }

  private double low() {
    return PERCENT * points.interval().low();
  }

  private double high() {
    return PERCENT * points.interval().high();
  }

  /** {@code +2.31 (1.72 to 2.90)}. */
  String words() {
    return "%s (%s)".formatted(points.signed(), points.ends());
  }

  String atLow() {
    return across(low());
  }

  String atHigh() {
    return across(high());
  }

  String atValue() {
    return across(PERCENT * points.difference());
  }

  /** A place from left to right, in percent. */
  String across(double value) {
    return Numbers.place(PERCENT * axis().part(value)) + "%";
  }
}
