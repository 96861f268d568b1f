package dev.weft.page.study;

import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.FilledColumns;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Metric;
import dev.weft.page.EvaluationTime;
import dev.weft.page.HiddenLayers;
import dev.weft.source.DataPart;
import dev.weft.statistics.Repeats;
import dev.weft.study.Candidate;
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
  private record Measure(String name, String title, DataPart part, Metric metric, ValueRange range) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("test-accuracy", "Test accuracy", DataPart.TEST, Metric.ACCURACY, ValueRange.FITTED),
          new Measure("train-accuracy", "Training accuracy", DataPart.TRAIN, Metric.ACCURACY, ValueRange.FITTED),
          new Measure(
              "validation-accuracy", "Validation accuracy", DataPart.VALIDATION, Metric.ACCURACY, ValueRange.FITTED),
          new Measure(
              "f1", "F1 (mean of the classes) on the test images", DataPart.TEST, Metric.F1_MACRO, ValueRange.FITTED),
          new Measure(
              "f1-micro",
              "F1 (all images alike) on the test images",
              DataPart.TEST,
              Metric.F1_MICRO,
              ValueRange.FITTED),
          new Measure(
              "auc",
              "Area under the ROC curve on the test images",
              DataPart.TEST,
              Metric.ROC_AUC_OVO,
              ValueRange.FITTED),
          new Measure("log-loss", "Log loss on the test images", DataPart.TEST, Metric.LOG_LOSS, ValueRange.FROM_ZERO));

  private final ValueRange values;
  private final Map<String, Supplier<Chart>> charts = new LinkedHashMap<>();

  public StudyCharts(StudyResults results) {
    this(results, ValueRange.FITTED);
  }

  /**
   * @param values of accuracies, F1, areas and losses; where it does not begin at 0, there are points instead of bars
   */
  public StudyCharts(StudyResults results, ValueRange values) {
    this.values = values;
    if (results.parts().size() > 1) {
      add(
          "all",
          results.study().name(),
          results.parts().stream().flatMap(part -> part.rows().stream()).toList(),
          Optional.empty());
    }
    for (PartResults part : results.parts()) {
      String name = part.part().name();
      String prefix = results.parts().size() == 1 ? "" : StudyFolder.safe(name);
      add(prefix, name, part.rows(), part.winner());
      charts.put((prefix.isEmpty() ? "" : prefix + "-") + "dots", () -> dots(part));
      addSettings(prefix, part);
      addDifferences(prefix, part);
      ExploringCharts.of(part, start(prefix), values, charts);
      if (part.part().crossValidation() != null) {
        FoldCharts.of(part, prefix, values, charts);
      }
    }
  }

  private void add(String prefix, String title, List<RecipeResult> rows, Optional<RecipeResult> winner) {
    Optional<Candidate> best = winner.map(RecipeResult::candidate);
    String start = start(prefix);
    for (Measure measure : MEASURES) {
      if (rows.stream().anyMatch(row -> row.values(measure.part, measure.metric).isPresent())) {
        charts.put(
            start + measure.name,
            () ->
                Charts.bars(
                    "%s: %s".formatted(title, measure.title),
                    measure.title,
                    values.equals(ValueRange.FITTED) ? measure.range : values,
                    rows.stream()
                        .map(row ->
                            RecipeBars.of(row, measure.part, measure.metric)
                                .marked(best.filter(row.candidate()::equals).isPresent()))
                        .toList()));
      }
    }
    charts.put(
        start + "seconds",
        () ->
            Charts.bars(
                title + ": Training time",
                "seconds",
                ValueRange.FROM_ZERO,
                rows.stream().map(RecipeBars::ofSeconds).toList()));
    charts.put(start + "results", () -> Charts.table(title, table(rows)));
  }

  /** Those of two settings or more. */
  private void addSettings(String prefix, PartResults part) {
    if (Columns.settings(part).size() > 1) {
      HeatMaps.of(part).stream()
          .findFirst()
          .ifPresent(map -> charts.put(start(prefix) + "heat-map", () -> Charts.heatMap(map)));
      ImportanceFigure.of(part).ifPresent(figure -> charts.put(start(prefix) + "importance", figure::drawn));
    }
  }

  private void addDifferences(String prefix, PartResults part) {
    if (part.rows().stream().filter(RecipeResult::isFinished).count() > 1) {
      charts.put(
          start(prefix) + "differences",
          () -> Charts.differences(PairsSection.of(part).orElseThrow().figure().matrix()));
    }
  }

  private static String start(String prefix) {
    return prefix.isEmpty() ? "" : prefix + "-";
  }

  /** The accuracy of each training, on the images on which recipes are compared. */
  private Chart dots(PartResults part) {
    DataPart on = new PartVerdict(part, RecipeNames.of(part)).comparedOn();
    String what = Metric.ACCURACY.words(on);
    return Charts.dots(
        "%s: %s".formatted(part.part().name(), what),
        what,
        values,
        RecipeDots.of(part, part.ranked(), on, Metric.ACCURACY));
  }

  private static List<List<String>> table(List<RecipeResult> rows) {
    List<List<String>> table = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("recipe"));
    MEASURES.forEach(measure -> header.add(measure.name.replace('-', ' ')));
    header.addAll(List.of("train - test", "nodes", "hidden layers", "seconds", "evaluation seconds"));
    table.add(header);
    for (RecipeResult row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.candidate().name()));
      for (Measure measure : MEASURES) {
        cells.add(
            row.values(measure.part, measure.metric)
                .map(values -> String.format(Locale.ROOT, "%.4f", values.mean()))
                .orElse(""));
      }
      HiddenLayers hidden = HiddenLayers.of(row.candidate().experiment().model().layers());
      double evaluation = EvaluationTime.of(row);
      cells.add(number("%.4f", mean(row, DataPart.TRAIN) - mean(row, DataPart.TEST)));
      cells.add(hidden.words());
      cells.add(String.valueOf(hidden.count()));
      cells.add(number("%.1f", row.seconds()));
      cells.add(number("%.3f", evaluation));
      table.add(cells);
    }
    return FilledColumns.of(table);
  }

  private static double mean(RecipeResult row, DataPart on) {
    return row.values(on, Metric.ACCURACY).map(Repeats::mean).orElse(Double.NaN);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
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
