package dev.weft.page.study;

import dev.weft.metrics.Metric;
import dev.weft.page.SettingNames;
import dev.weft.page.Table.Cell;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is known of the recipes of a part: the settings that vary, then the results. */
final class Columns {
  private static final List<Metric> MEASURED =
      List.of(
          Metric.ACCURACY,
          Metric.F1_MACRO,
          Metric.ROC_AUC_OVO,
          Metric.LOG_LOSS,
          Metric.CORRUPTED_ACCURACY,
          Metric.ADVERSARIAL_ACCURACY);

  private Columns() {}

  static List<Column> of(PartResults part) {
    List<Column> columns = new ArrayList<>(settings(part));
    columns.add(metric(part, DataPart.VALIDATION, Metric.ACCURACY));
    MEASURED.forEach(metric -> columns.add(metric(part, DataPart.TEST, metric)));
    columns.add(column("seconds", false, -1, part, row -> Cell.seconds(row.seconds())));
    columns.removeIf(Column::isConstant);
    return columns;
  }

  /** Those of which the study tries several values. */
  static List<Column> settings(PartResults part) {
    return List.copyOf(settingsByPath(part).values());
  }

  /** The same, each by its setting's path. */
  static Map<String, Column> settingsByPath(PartResults part) {
    Set<String> paths = new LinkedHashSet<>();
    part.rows().forEach(row -> paths.addAll(row.candidate().changes().keySet()));
    Map<String, String> names = SettingNames.of(paths);
    Map<String, Column> settings = new LinkedHashMap<>();
    for (String path : paths) {
      Column column = column(names.get(path), true, 0, part, row -> setting(row.candidate().changes(), path));
      if (!column.isConstant()) {
        settings.put(path, column);
      }
    }
    return settings;
  }

  private static Cell setting(Map<String, Object> changes, String path) {
    if (!changes.containsKey(path)) {
      return Cell.NOTHING;
    }
    String words = SettingNames.value(changes.get(path));
    return changes.get(path) instanceof Number number ? new Cell(words, number.doubleValue()) : Cell.of(words);
  }

  private static Column metric(PartResults part, DataPart on, Metric metric) {
    return new Column(
        metric.words(on),
        false,
        Column.better(metric),
        part.rows().stream().map(row -> mean(row, on, metric)).toList(),
        part.rows().stream().map(row -> interval(row, on, metric)).toList());
  }

  private static Cell mean(RecipeResult row, DataPart on, Metric metric) {
    return row.values(on, metric).map(Repeats::mean).map(Cell::of).orElse(Cell.NOTHING);
  }

  /** Where it is known without reading the predictions of each training. */
  private static Optional<Interval> interval(RecipeResult row, DataPart on, Metric metric) {
    boolean isCheap = metric == Metric.ACCURACY || row.trials().size() > 1;
    return isCheap ? row.interval(on, metric) : Optional.empty();
  }

  private static Column column(
      String name, boolean isSetting, int better, PartResults part, Function<RecipeResult, Cell> cell) {
    return new Column(name, isSetting, better, part.rows().stream().map(cell).toList());
  }
}
