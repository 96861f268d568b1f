package dev.weft.chart;

import java.util.List;

/**
 * A dot plot, in a file or in a page: for each name the values of its trainings as dots, their mean and its interval.
 *
 * @param title what is drawn
 * @param valueName what the values are, with their unit
 */
public record DotChart(String title, String valueName, ValueRange range, List<Dots> rows) {
  public DotChart {
    rows = List.copyOf(rows);
  }

  /** Its axis, which holds all values and intervals. */
  public Scale scale() {
    return Scale.of(range, rows.stream().flatMapToDouble(Dots::all).toArray());
  }

  /** Whether a row has the values of several trainings. */
  public boolean hasValues() {
    return rows.stream().anyMatch(row -> row.values().size() > 1);
  }

  /** The chart as a drawing. */
  Chart drawn() {
    String means = rows.stream().anyMatch(Dots::hasInterval) ? "means with 95 % intervals" : "means";
    return new Chart(title, hasValues() ? "a dot for each training, and " + means : means, new DotDrawing(this));
  }
}
