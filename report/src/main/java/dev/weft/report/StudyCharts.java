package dev.weft.report;

import dev.weft.chart.Bar;
import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.ValueRange;
import dev.weft.statistics.Interval;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyFolder;
import dev.weft.study.StudyResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The charts of a finished study, by their names: for each part a bar chart of each number, with its 95 % intervals,
 * and its table; of several parts, all their recipes in one chart, too. Each is drawn when it is asked for.
 */
public final class StudyCharts {
  private record Measure(String name, String title, String set, String metric, ValueRange range) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("test-accuracy", "Test accuracy", "test", "accuracy", ValueRange.FITTED),
          new Measure("train-accuracy", "Training accuracy", "train", "accuracy", ValueRange.FITTED),
          new Measure("validation-accuracy", "Validation accuracy", "validation", "accuracy", ValueRange.FITTED),
          new Measure("f1", "F1 on the test pictures", "test", "f1_macro", ValueRange.FITTED),
          new Measure("auc", "Area under the ROC curve on the test pictures", "test", "roc_auc_ovo", ValueRange.FITTED),
          new Measure("log-loss", "Log loss on the test pictures", "test", "log_loss", ValueRange.FROM_ZERO));

  private final Map<String, Supplier<Chart>> charts = new LinkedHashMap<>();

  public StudyCharts(StudyResults results) {
    if (results.parts().size() > 1) {
      add("all", results.study().name(), results.parts().stream().flatMap(part -> part.rows().stream()).toList());
    }
    for (PartResults part : results.parts()) {
      String name = part.part().name();
      add(results.parts().size() == 1 ? "" : StudyFolder.safe(name), name, part.rows());
    }
  }

  private void add(String prefix, String title, List<RecipeResult> rows) {
    String start = prefix.isEmpty() ? "" : prefix + "-";
    for (Measure measure : MEASURES) {
      if (rows.stream().anyMatch(row -> row.values(measure.set, measure.metric).isPresent())) {
        charts.put(
            start + measure.name,
            () ->
                Charts.bars(
                    "%s: %s".formatted(title, measure.title),
                    measure.title,
                    measure.range,
                    rows.stream().map(row -> bar(row, measure)).toList()));
      }
    }
    charts.put(
        start + "seconds",
        () ->
            Charts.bars(
                title + ": Training time",
                "seconds",
                ValueRange.FROM_ZERO,
                rows.stream().map(row -> Bar.of(row.candidate().name(), row.seconds())).toList()));
    charts.put(start + "results", () -> Charts.table(title, table(rows)));
  }

  private static Bar bar(RecipeResult row, Measure measure) {
    double mean = row.values(measure.set, measure.metric).map(values -> values.mean()).orElse(Double.NaN);
    Optional<Interval> interval = row.interval(measure.set, measure.metric);
    return new Bar(
        row.candidate().name(),
        mean,
        interval.map(Interval::low).orElse(Double.NaN),
        interval.map(Interval::high).orElse(Double.NaN));
  }

  private static List<List<String>> table(List<RecipeResult> rows) {
    List<List<String>> table = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("recipe"));
    MEASURES.forEach(measure -> header.add(measure.name.replace('-', ' ')));
    header.add("seconds");
    table.add(header);
    for (RecipeResult row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.candidate().name()));
      for (Measure measure : MEASURES) {
        cells.add(
            row.values(measure.set, measure.metric)
                .map(values -> String.format(Locale.ROOT, "%.4f", values.mean()))
                .orElse(""));
      }
      cells.add(String.format(Locale.ROOT, "%.1f", row.seconds()));
      table.add(cells);
    }
    return table;
  }

  /** All that can be drawn. */
  public List<String> names() {
    return List.copyOf(charts.keySet());
  }

  /** One of {@link #names}. */
  public Chart of(String name) {
    return charts.get(name).get();
  }
}
