package dev.weft.page.study;

import dev.weft.chart.HeatMap;
import dev.weft.metrics.Metric;
import dev.weft.page.Digits;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Outliers;
import dev.weft.statistics.Repeats;
import dev.weft.study.PartResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The recipes of a part by two settings each, valued by what they are ranked by. */
final class HeatMaps {
  /** Of more settings, the most important. */
  private static final int MOST_SETTINGS = 10;

  /** The mean of fewer recipes has no interval: Student's of two says nothing. */
  private static final int FEWEST = 3;

  /** So many values from the best to the worst differ in their digits. */
  private static final int VALUES = 30;

  private final PartResults part;
  private final double[] values;
  private final boolean moreIsBetter;

  private HeatMaps(PartResults part) {
    this.part = part;
    values = part.rankingValues();
    moreIsBetter = part.rankingMetric().direction() == Metric.Direction.HIGHER;
  }

  /** A map for each pair of settings that a recipe has both of, that of the most important ones first. */
  static List<HeatMap> of(PartResults part) {
    HeatMaps maps = new HeatMaps(part);
    List<SettingAxis> axes = settings(part).stream().map(SettingAxis::of).toList();
    List<HeatMap> all = new ArrayList<>();
    for (int second = 1; second < axes.size(); second++) {
      for (int first = 0; first < second; first++) {
        maps.map(axes.get(first), axes.get(second)).ifPresent(all::add);
      }
    }
    return all;
  }

  private static List<Column> settings(PartResults part) {
    List<Column> byImportance =
        ImportanceFigure.of(part).stream()
            .flatMap(figure -> figure.rows().stream())
            .map(ImportanceFigure.Row::column)
            .toList();
    List<Column> settings = byImportance.isEmpty() ? Columns.settings(part) : byImportance;
    return settings.stream().filter(SettingAxis::isPossible).limit(MOST_SETTINGS).toList();
  }

  /** The setting with more values goes down, as a page has more space there. */
  private Optional<HeatMap> map(SettingAxis first, SettingAxis second) {
    boolean isLonger = first.axis().labels().size() > second.axis().labels().size();
    SettingAxis across = isLonger ? second : first;
    SettingAxis down = isLonger ? first : second;
    TreeMap<Integer, List<Integer>> places = new TreeMap<>();
    int columns = across.axis().labels().size();
    for (int recipe = 0; recipe < values.length; recipe++) {
      int column = across.places().get(recipe);
      int row = down.places().get(recipe);
      if (column >= 0 && row >= 0 && Double.isFinite(values[recipe])) {
        places.computeIfAbsent(row * columns + column, place -> new ArrayList<>()).add(recipe);
      }
    }
    List<HeatMap.Cell> cells = new ArrayList<>();
    places.forEach((place, recipes) -> cells.add(cell(place % columns, place / columns, recipes)));
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    double limit = Outliers.limit(cells.stream().mapToDouble(HeatMap.Cell::value).toArray(), moreIsBetter);
    return Optional.of(
        new HeatMap(
            part.rankingMetric().words(part.rankingPart()),
            moreIsBetter,
            limit,
            decimals(cells, limit),
            across.axis(),
            down.axis(),
            cells));
  }

  /** As many as the interval of middle width justifies; without intervals, as tell the values apart. */
  private int decimals(List<HeatMap.Cell> cells, double limit) {
    DoubleSummaryStatistics all = cells.stream().mapToDouble(HeatMap.Cell::value).summaryStatistics();
    double[] widths =
        cells.stream()
            .filter(HeatMap.Cell::hasInterval)
            .mapToDouble(cell -> cell.high() - cell.low())
            .sorted()
            .toArray();
    double span = Math.abs(limit - (moreIsBetter ? all.getMax() : all.getMin()));
    double width = widths.length == 0 ? span / VALUES : widths[widths.length / 2];
    return Digits.of(new Interval(0, width)).decimals();
  }

  private HeatMap.Cell cell(int column, int row, List<Integer> recipes) {
    Comparator<Integer> rising = Comparator.comparingDouble(recipe -> values[recipe]);
    List<Integer> bestFirst = recipes.stream().sorted(moreIsBetter ? rising.reversed() : rising).toList();
    Repeats all = new Repeats(recipes.stream().map(recipe -> values[recipe]).toList());
    Optional<Interval> interval =
        recipes.size() == 1
            ? part.rows().get(recipes.getFirst()).interval(part.rankingPart(), part.rankingMetric())
            : recipes.size() < FEWEST ? Optional.empty() : all.interval();
    return new HeatMap.Cell(
        column,
        row,
        all.mean(),
        interval.map(Interval::low).map(this::possible).orElse(Double.NaN),
        interval.map(Interval::high).map(this::possible).orElse(Double.NaN),
        bestFirst);
  }

  /** The next value that the metric can have: Student's ends may lie beyond. */
  private double possible(double value) {
    return Math.clamp(value, part.rankingMetric().least(), part.rankingMetric().most());
  }
}
