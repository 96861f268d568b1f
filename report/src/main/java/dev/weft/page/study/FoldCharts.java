package dev.weft.page.study;

import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.Line;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Metric;
import dev.weft.run.MetricsFile;
import dev.weft.run.RunFolder;
import dev.weft.source.DataPart;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyFolder;
import dev.weft.study.TrialResult;
import dev.weft.train.EpochResult;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The charts of a cross-validated recipe: what came out of each fold, and how each of them learned. {@code folds} is
 * accuracy by fold, {@code fold-curves} validation accuracy by epoch with a line for each fold; both of the loss, too.
 */
final class FoldCharts {
  private final RecipeResult recipe;
  private final ValueRange values;

  private FoldCharts(RecipeResult recipe, ValueRange values) {
    this.recipe = recipe;
    this.values = values;
  }

  /**
   * Adds those of a part.
   *
   * @param prefix of their names; empty where the study has but one part
   */
  static void of(PartResults part, String prefix, ValueRange values, Map<String, Supplier<Chart>> charts) {
    String start = prefix.isEmpty() ? "" : prefix + "-";
    for (RecipeResult row : part.rows()) {
      String end = part.rows().size() == 1 ? "" : "-" + StudyFolder.safe(row.candidate().name());
      FoldCharts of = new FoldCharts(row, values);
      charts.put(start + "folds" + end, () -> of.byFold(Metric.ACCURACY));
      charts.put(start + "folds-loss" + end, () -> of.byFold(Metric.LOSS));
      charts.put(start + "fold-curves" + end, () -> of.byEpoch("Validation accuracy", EpochResult::valAccuracy));
      charts.put(start + "fold-curves-loss" + end, () -> of.byEpoch("Validation loss", EpochResult::valLoss));
    }
  }

  private Chart byFold(Metric metric) {
    double[] folds = IntStream.rangeClosed(1, recipe.trials().size()).asDoubleStream().toArray();
    List<Line> lines =
        List.of(
            Line.of(DataPart.TRAIN.word(), folds, each(trial -> metric.in(trial.train()))),
            Line.of(DataPart.VALIDATION.word(), folds, each(trial -> metric.in(trial.validation()))));
    String title = "%s: %s of each fold".formatted(recipe.candidate().name(), metric.words());
    return Charts.lines(title, "fold", metric.words(), values, lines);
  }

  private double[] each(ToDoubleFunction<TrialResult> value) {
    return recipe.trials().stream().mapToDouble(value).toArray();
  }

  /** Of trainings that came to their end and whose folders are there. */
  private Chart byEpoch(String what, ToDoubleFunction<EpochResult> value) {
    List<Line> lines =
        recipe.trials().stream()
            .filter(trial -> RunFolder.isFinished(trial.folder()))
            .map(trial -> line(trial, value))
            .toList();
    return Charts.lines("%s: %s of each fold".formatted(recipe.candidate().name(), what), "epoch", what, values, lines);
  }

  private static Line line(TrialResult trial, ToDoubleFunction<EpochResult> value) {
    List<EpochResult> epochs = MetricsFile.read(trial.folder()).epochs();
    return Line.of(trial.trial().replica(), epochs, value);
  }
}
