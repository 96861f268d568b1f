package dev.weft.chart;

/**
 * A dot of a scatter chart.
 *
 * @param low of the interval of {@code y}; NaN where none is known
 * @param high of the interval of {@code y}; NaN where none is known
 * @param isMarked whether it stands out from the others
 */
public record Dot(double x, double y, double low, double high, boolean isMarked) {
  boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
