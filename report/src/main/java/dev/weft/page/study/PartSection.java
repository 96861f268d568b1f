package dev.weft.page.study;

import dev.weft.chart.Bar;
import dev.weft.dataset.DataPart;
import dev.weft.metrics.Metric;
import dev.weft.page.BarFigure;
import dev.weft.page.EvaluationTime;
import dev.weft.page.HiddenLayers;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** A part of a study as its page shows it. */
record PartSection(PartResults results) {
  private static final int MOST_BARS = 40;

  String name() {
    return results.part().name();
  }

  boolean isWinner(RecipeResult row) {
    return results.winner().filter(winner -> winner.candidate().equals(row.candidate())).isPresent();
  }

  /** Who was chosen by what, one sentence. */
  String winner() {
    if (results.part().select() == null) {
      return "No winner was chosen: the study does not say by what.";
    }
    Metric metric = results.part().select().by();
    return results
        .winner()
        .map(row ->
            "Chosen by %s on the validation images: %s, %s; on the test images its accuracy is %s."
                .formatted(
                    metric.words(),
                    row.candidate().name(),
                    Numbers.figure(mean(row, DataPart.VALIDATION, metric)),
                    accuracy(row)))
        .orElse("No winner could be chosen by " + metric.words() + " on the validation images.");
  }

  private static String accuracy(RecipeResult row) {
    String words = Numbers.figure(mean(row, DataPart.TEST, Metric.ACCURACY));
    return words
        + row.interval(DataPart.TEST, Metric.ACCURACY)
            .map(interval -> " (95 % interval " + interval.words() + ")")
            .orElse("");
  }

  private static double mean(RecipeResult row, DataPart on, Metric metric) {
    return row.values(on, metric).map(Repeats::mean).orElse(Double.NaN);
  }

  /** Whether the page shows the best recipes, and the others only when they are asked for. */
  boolean hasManyRecipes() {
    return results.rows().size() > PartResults.MOST_RECIPES;
  }

  /** The same of comparisons. */
  boolean hasManyComparisons() {
    return results.comparisons().size() > PartResults.MOST_COMPARISONS;
  }

  Table best() {
    List<RecipeResult> best = results.ranked().subList(0, PartResults.MOST_RECIPES);
    String all = Numbers.of(results.rows().size(), "recipe");
    return recipes("The best " + best.size() + " of " + all + ", by " + results.rankedBy(), best);
  }

  Table recipes() {
    return recipes("Every recipe", results.rows());
  }

  /** A row for each recipe, with a column for each setting that varies. */
  private Table recipes(String caption, List<RecipeResult> of) {
    Set<String> settings = new LinkedHashSet<>();
    results.rows().forEach(row -> settings.addAll(row.candidate().changes().keySet()));
    List<String> columns = new ArrayList<>(List.of("recipe", "winner"));
    columns.addAll(settings);
    columns.addAll(
        List.of(
            Metric.ACCURACY.words(DataPart.VALIDATION),
            Metric.ACCURACY.words(DataPart.TEST),
            "95 % interval",
            "train - test",
            "F1",
            "F1 micro",
            "AUC",
            "log loss",
            "nodes",
            "hidden layers",
            "parameters",
            "trainings",
            "time",
            "evaluation",
            "state"));
    List<List<Cell>> rows = new ArrayList<>();
    for (RecipeResult row : of) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(row.candidate().name()));
      cells.add(Cell.of(isWinner(row) ? "★ yes" : ""));
      settings.forEach(setting -> cells.add(setting(row.candidate().changes().get(setting))));
      cells.add(Cell.of(mean(row, DataPart.VALIDATION, Metric.ACCURACY)));
      cells.add(Cell.of(mean(row, DataPart.TEST, Metric.ACCURACY)));
      cells.add(Cell.of(row.interval(DataPart.TEST, Metric.ACCURACY).map(Interval::words).orElse("")));
      cells.add(Cell.of(mean(row, DataPart.TRAIN, Metric.ACCURACY) - mean(row, DataPart.TEST, Metric.ACCURACY)));
      cells.add(Cell.of(mean(row, DataPart.TEST, Metric.F1_MACRO)));
      cells.add(Cell.of(mean(row, DataPart.TEST, Metric.F1_MICRO)));
      cells.add(Cell.of(mean(row, DataPart.TEST, Metric.ROC_AUC_OVO)));
      cells.add(Cell.of(mean(row, DataPart.TEST, Metric.LOG_LOSS)));
      HiddenLayers hidden = HiddenLayers.of(row.candidate().experiment().model());
      cells.add(Cell.of(hidden.words()));
      cells.add(Cell.of((long) hidden.count()));
      int parameters = row.trials().stream().mapToInt(TrialResult::parameters).max().orElse(0);
      cells.add(parameters == 0 ? Cell.NOTHING : Cell.of((long) parameters));
      cells.add(row.trials().size() == 1 ? Cell.NOTHING : Cell.of((long) row.trials().size()));
      cells.add(Cell.seconds(row.seconds()));
      double evaluation = EvaluationTime.of(row);
      cells.add(Double.isNaN(evaluation) ? Cell.NOTHING : Cell.seconds(evaluation));
      cells.add(Cell.of(row.state()));
      rows.add(cells);
    }
    return new Table(caption, columns, rows).withoutEmptyColumns();
  }

  private static Cell setting(Object value) {
    return value instanceof Number number
        ? new Cell(String.valueOf(number), number.doubleValue())
        : Cell.of(Objects.toString(value, ""));
  }

  /** Accuracy on the test images where there are any, else on the validation images. */
  BarFigure accuracies() {
    boolean tested = results.rows().stream().anyMatch(row -> row.values(DataPart.TEST, Metric.ACCURACY).isPresent());
    DataPart on = tested ? DataPart.TEST : DataPart.VALIDATION;
    return BarFigure.of("Accuracy on the " + on.images(), bars(on));
  }

  private List<Bar> bars(DataPart on) {
    return results.rows().stream()
        .filter(row -> row.values(on, Metric.ACCURACY).isPresent())
        .map(row -> RecipeBars.of(row, on, Metric.ACCURACY))
        .sorted(Comparator.comparingDouble(Bar::value).reversed())
        .limit(MOST_BARS)
        .toList();
  }

  /** Seconds of all trainings of each recipe. */
  BarFigure times() {
    return BarFigure.ofSeconds(
        "Training time in seconds",
        results.rows().stream()
            .map(RecipeBars::ofSeconds)
            .filter(bar -> bar.value() > 0)
            .sorted(Comparator.comparingDouble(Bar::value).reversed())
            .limit(MOST_BARS)
            .toList());
  }

  /** What the charts leave out, one sentence; else empty. */
  String leftOut() {
    int count = results.rows().size();
    return count > MOST_BARS
        ? String.format(
            Locale.ROOT,
            "Drawn are the first %d of %s recipes; the table has them all.",
            MOST_BARS,
            Numbers.count(count))
        : "";
  }

  Table trainings() {
    List<List<Cell>> rows = new ArrayList<>();
    for (RecipeResult row : results.rows()) {
      for (TrialResult trial : row.trials()) {
        rows.add(
            List.of(
                Cell.of(trial.trial().name()),
                Cell.of(state(trial)),
                Cell.of((long) trial.epochs()),
                Cell.of(Metric.ACCURACY.in(trial.validation())),
                Cell.of(Metric.ACCURACY.in(trial.test())),
                Cell.seconds(trial.seconds()),
                trial.epochs() == 0 ? Cell.NOTHING : Cell.seconds(trial.seconds() / trial.epochs()),
                cost(trial)));
      }
    }
    return new Table(
            "Every training",
            List.of(
                "training",
                "state",
                "epochs",
                Metric.ACCURACY.words(DataPart.VALIDATION),
                Metric.ACCURACY.words(DataPart.TEST),
                "time",
                "time an epoch",
                "multiply-adds"),
            rows)
        .withoutEmptyColumns();
  }

  private static String state(TrialResult trial) {
    return switch (trial.state()) {
      case STOPPED -> "stopped after epoch " + trial.epochs();
      case FINISHED, FAILED, DIVERGED -> trial.state().word();
    };
  }

  /** Of the epochs that were trained, forward only. */
  private static Cell cost(TrialResult trial) {
    double share = (double) trial.epochs() / trial.trial().experiment().training().epochs();
    double cost = trial.trial().cost() * share;
    return cost == 0 ? Cell.NOTHING : new Cell(String.format(Locale.ROOT, "%.2e", cost), cost);
  }

  List<String> warnings() {
    return results.warnings();
  }

  List<TrialResult> failures() {
    return results.rows().stream().flatMap(row -> row.trials().stream()).filter(TrialResult::hasFailed).toList();
  }
}
