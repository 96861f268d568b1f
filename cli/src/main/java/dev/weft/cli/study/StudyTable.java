package dev.weft.cli.study;

import dev.weft.chart.FilledColumns;
import dev.weft.cli.terminal.Tables;
import dev.weft.experiment.TestFold;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.BracketResult;
import dev.weft.study.Comparison;
import dev.weft.study.NestedEstimate;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A study's results for a person to read. */
final class StudyTable {
  private StudyTable() {}

  /**
   * @param all whether to print each recipe and each comparison, however many they are
   * @param width of the terminal, which tables are folded to
   */
  static String of(StudyResults results, boolean all, int width) {
    StringBuilder text = new StringBuilder();
    boolean isNested = results.parts().stream().anyMatch(part -> part.part().outer() != null);
    for (PartResults part : results.parts()) {
      boolean isShown = all || part.part().outer() == null;
      text.append(isShown ? of(part, all, width) + "\n" : failures(part));
    }
    if (isNested && !all) {
      text.append("Each search without an outer fold: --all, results.csv, or the page\n\n");
    }
    results.nested().forEach(nested -> text.append(nested(nested, width)));
    return text.toString();
  }

  private static String of(PartResults results, boolean all, int width) {
    List<RecipeResult> shown = shown(results, all);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "recipe",
            Metric.ACCURACY.words(DataPart.VALIDATION),
            Metric.ACCURACY.words(DataPart.TEST),
            "F1",
            "AUC",
            Metric.LOG_LOSS.words(),
            Metric.CORRUPTED_ACCURACY.words(),
            Metric.ADVERSARIAL_ACCURACY.words(),
            EpochResult.SECONDS,
            ""));
    shown.forEach(row -> rows.add(cells(row)));
    StringBuilder text = new StringBuilder(title(results) + "\n" + table(rows, width));
    text.append(brackets(results, width));
    heldOut(results)
        .ifPresent(fold -> text.append("  tested on " + fold.words() + ": the test images were not looked at\n"));
    int more = results.rows().size() - shown.size();
    if (more > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "  the best %d by %s; %d more: --all, or results.csv%n",
              shown.size(),
              results.rankedBy(),
              more));
    }
    results
        .winner()
        .ifPresent(winner ->
            text.append(
                "\nChosen by %s on the validation images: %s\n"
                    .formatted(results.part().select().metric(), winner.candidate().name())));
    text.append(comparisons(results, all));
    text.append(failures(results));
    results.warnings().forEach(warning -> text.append("  warning: ").append(warning).append('\n'));
    return text.toString();
  }

  /** Of Hyperband; else empty. */
  private static String brackets(PartResults results, int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("bracket", "recipes trained", "best " + results.rankedBy(), EpochResult.SECONDS));
    for (BracketResult bracket : BracketResult.of(results)) {
      rows.add(
          List.of(
              String.valueOf(bracket.number()),
              bracket.course(),
              Double.isNaN(bracket.value()) ? "" : String.format(Locale.ROOT, "%.4f", bracket.value()),
              String.format(Locale.ROOT, "%.1f", bracket.seconds())));
    }
    return rows.size() == 1 ? "" : "\n" + table(rows, width);
  }

  private static List<String> cells(RecipeResult row) {
    return List.of(
        row.candidate().name(),
        said(row, DataPart.VALIDATION, Metric.ACCURACY),
        said(row, DataPart.TEST, Metric.ACCURACY),
        mean(row, Metric.F1_MACRO),
        mean(row, Metric.ROC_AUC_OVO),
        mean(row, Metric.LOG_LOSS),
        said(row, DataPart.TEST, Metric.CORRUPTED_ACCURACY),
        said(row, DataPart.TEST, Metric.ADVERSARIAL_ACCURACY),
        String.format(Locale.ROOT, "%.1f", row.seconds()),
        row.state());
  }

  /** All, or of many the best, the best first. */
  private static List<RecipeResult> shown(PartResults results, boolean all) {
    return all || results.rows().size() <= PartResults.MOST_RECIPES
        ? results.rows()
        : results.ranked().subList(0, PartResults.MOST_RECIPES);
  }

  private static String nested(NestedEstimate nested, int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("outer fold", "chosen without it", "inner " + nested.metric().words(), "on the fold", "images"));
    for (NestedEstimate.Fold fold : nested.folds()) {
      rows.add(
          List.of(
              String.valueOf(fold.fold() + 1),
              fold.chosen(),
              String.format(Locale.ROOT, "%.4f", fold.inner()),
              String.format(Locale.ROOT, "%.4f", fold.outer()),
              String.valueOf(fold.test())));
    }
    return "Nested cross-validation of "
        + nested.of().part().name()
        + "\n"
        + table(rows, width)
        + "\n"
        + nested.sentence()
        + "\n\n";
  }

  /** Each; of many how many are significant. */
  private static String comparisons(PartResults results, boolean all) {
    List<Comparison> comparisons = results.comparisons();
    if (comparisons.isEmpty()) {
      return "";
    }
    if (all || comparisons.size() <= PartResults.MOST_COMPARISONS) {
      StringBuilder text = new StringBuilder("\n");
      comparisons.forEach(comparison -> text.append("  ").append(comparison.sentence()).append('\n'));
      return text.toString();
    }
    return "\n  " + results.summary() + " Each comparison: --all, or results.json.\n";
  }

  /** The first row is the header. */
  static String table(List<List<String>> rows, int width) {
    List<List<String>> said = FilledColumns.of(rows);
    return Tables.aligned(said.getFirst(), said.subList(1, said.size()), width - 2).indent(2);
  }

  /** Of its training images what stands for the test images of all its recipes. */
  private static Optional<TestFold> heldOut(PartResults results) {
    return Optional.ofNullable(results.rows().getFirst().candidate().experiment().data().source().testFold());
  }

  private static String title(PartResults results) {
    int trainings = results.rows().stream().mapToInt(row -> row.trials().size()).sum();
    return results.part().name() + (trainings > results.rows().size() ? " (" + trainings + " trainings)" : "");
  }

  private static String failures(PartResults results) {
    return results.rows().stream()
        .flatMap(row -> row.trials().stream())
        .filter(TrialResult::hasFailed)
        .map(trial -> "  %s %s: %s\n".formatted(trial.trial().name(), trial.state().word(), trial.reason()))
        .collect(Collectors.joining());
  }

  /** The mean and, of several, its 95 % interval. */
  private static String said(RecipeResult row, DataPart part, Metric metric) {
    Optional<Repeats> values = row.values(part, metric);
    if (values.isEmpty()) {
      return "";
    }
    String mean = String.format(Locale.ROOT, "%.4f", values.get().mean());
    Optional<Interval> interval = values.get().size() == 1 ? Optional.empty() : row.interval(part, metric);
    String without = values.get().size() == 1 ? mean : mean + " (too few for an interval)";
    return interval.map(i -> mean + " (" + i.words() + ")").orElse(without);
  }

  private static String mean(RecipeResult row, Metric metric) {
    return row.values(DataPart.TEST, metric).map(v -> String.format(Locale.ROOT, "%.4f", v.mean())).orElse("");
  }
}
