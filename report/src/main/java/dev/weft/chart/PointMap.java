package dev.weft.chart;

import java.util.List;

/**
 * Many things of some classes as points on a plane, of which some are marked by a ring.
 *
 * @param title what is drawn
 * @param note one line on what the places are
 * @param places (things, 2)
 * @param labels the class of each
 * @param marked which have a ring
 * @param markedName what those are
 */
public record PointMap(
    String title,
    String note,
    float[] places,
    int[] labels,
    boolean[] marked,
    String markedName,
    List<String> classNames) {
  /** The chart as a drawing. */
  Chart drawn() {
    return new Chart(title, note, new PointMapDrawing(this));
  }
}
