package dev.weft.page.study;

import dev.weft.metrics.Metric;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that is known of each recipe of a part: a setting that varies, or a result.
 *
 * @param name as a person says it
 * @param isSetting whether it was chosen, not measured
 * @param better 1 where more is better, -1 where less is, 0 where neither
 * @param cells one for each recipe; what is not known is {@link Cell#NOTHING}
 * @param intervals one for each recipe, of 95 %, where they are known; else none at all
 */
record Column(String name, boolean isSetting, int better, List<Cell> cells, List<Optional<Interval>> intervals) {
  /** From this ratio of the largest to the smallest on, a setting is drawn by orders of magnitude. */
  private static final double WIDE = 20;

  /** The middle of numbers that are drawn evenly is above this part of the largest. */
  private static final double EVEN = 3.5;

  Column {
    cells = List.copyOf(cells);
    intervals = List.copyOf(intervals);
  }

  Column(String name, boolean isSetting, int better, List<Cell> cells) {
    this(name, isSetting, better, cells, List.of());
  }

  /** 1 where more of a metric is better, -1 where less is. */
  static int better(Metric metric) {
    return metric.direction() == Metric.Direction.HIGHER ? 1 : -1;
  }

  /** Whether all its values are numbers. */
  boolean isNumber() {
    return known().allMatch(Cell::isNumber);
  }

  /**
   * Whether it is drawn by orders of magnitude: a setting above 0 that spans more than one, with its middle value among
   * the small ones. That of numbers drawn evenly, of which one came close to 0, is not.
   */
  boolean isLogarithmic() {
    double[] rising = known().mapToDouble(Cell::order).sorted().toArray();
    if (!isSetting || !isNumber() || rising.length == 0 || rising[0] <= 0) {
      return false;
    }
    double most = rising[rising.length - 1];
    return most / rising[0] >= WIDE && rising[(rising.length - 1) / 2] < most / EVEN;
  }

  boolean isConstant() {
    return cells.stream().map(Cell::text).distinct().count() <= 1;
  }

  private Stream<Cell> known() {
    return cells.stream().filter(cell -> !cell.text().isEmpty());
  }

  /** What the page's script receives; a text is one of {@code texts}, by its index. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("setting", isSetting);
    map.put("number", isNumber());
    map.put("log", isLogarithmic());
    map.put("better", better);
    map.put("texts", cells.stream().map(Cell::text).toList());
    if (isNumber()) {
      map.put("values", cells.stream().map(cell -> cell.isNumber() ? cell.order() : null).toList());
    }
    if (intervals.stream().anyMatch(Optional::isPresent)) {
      map.put("intervals", intervals.stream().map(interval -> interval.map(Column::ends).orElse(null)).toList());
    }
    return map;
  }

  private static List<Double> ends(Interval interval) {
    return List.of(rounded(interval.low()), rounded(interval.high()));
  }

  private static double rounded(double end) {
    return Math.rint(end * 1e5) / 1e5;
  }
}
