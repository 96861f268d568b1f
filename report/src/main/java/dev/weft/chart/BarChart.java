package dev.weft.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Named values with their intervals, in a file or in a page. Bars begin at 0; a fitted range has points instead, since
 * a bar that does not begin at 0 misleads.
 *
 * @param title what is drawn
 * @param valueName what the values are, with their unit
 */
public record BarChart(String title, String valueName, ValueRange range, List<Bar> bars) {
  public BarChart {
    bars = List.copyOf(bars);
  }

  /** Whether there are points instead of bars. */
  public boolean hasPoints() {
    return !range.holdsZero();
  }

  /** Its axis, which holds all values and intervals. */
  public Scale scale() {
    return Scale.of(
        range, bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.low(), bar.value(), bar.high())).toArray());
  }

  /** The chart as a drawing. */
  Chart drawn() {
    boolean hasIntervals = bars.stream().anyMatch(Bar::hasInterval);
    return new Chart(title, hasIntervals ? "with 95 % intervals" : "", new BarDrawing(this));
  }
}
