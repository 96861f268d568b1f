package dev.weft.cli;

import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.Comparison;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A study's results for a person to read. */
final class StudyTable {
  private StudyTable() {}

  static String of(StudyResults results) {
    StringBuilder text = new StringBuilder();
    for (PartResults part : results.parts()) {
      text.append(of(part)).append('\n');
    }
    return text.toString();
  }

  private static String of(PartResults results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("recipe", "validation accuracy", "test accuracy", "F1", "AUC", "log loss", "seconds", ""));
    for (RecipeResult row : results.rows()) {
      rows.add(
          List.of(
              row.candidate().name(),
              said(row, "validation", "accuracy"),
              said(row, "test", "accuracy"),
              mean(row, "f1_macro"),
              mean(row, "roc_auc_ovo"),
              mean(row, "log_loss"),
              String.format(Locale.ROOT, "%.1f", row.seconds()),
              row.state()));
    }
    StringBuilder text = new StringBuilder(title(results) + "\n" + table(rows));
    results
        .winner()
        .ifPresent(winner ->
            text.append(
                "\nChosen by %s on the validation pictures: %s\n"
                    .formatted(results.part().select().metric(), winner.candidate().name())));
    List<Comparison> comparisons = results.comparisons();
    if (!comparisons.isEmpty()) {
      text.append('\n');
      comparisons.forEach(comparison -> text.append("  ").append(comparison.sentence()).append('\n'));
    }
    failures(results).forEach(failure -> text.append("  ").append(failure).append('\n'));
    results.warnings().forEach(warning -> text.append("  warning: ").append(warning).append('\n'));
    return text.toString();
  }

  /** The first row is the header. */
  static String table(List<List<String>> rows) {
    List<List<String>> said = Tables.withoutEmptyColumns(rows);
    return Tables.aligned(said.getFirst(), said.subList(1, said.size())).indent(2);
  }

  private static String title(PartResults results) {
    int trainings = results.rows().stream().mapToInt(row -> row.trials().size()).sum();
    return results.part().name() + (trainings > results.rows().size() ? " (" + trainings + " trainings)" : "");
  }

  private static List<String> failures(PartResults results) {
    return results.rows().stream()
        .flatMap(row -> row.trials().stream())
        .filter(trial -> trial.state() == TrialResult.State.FAILED)
        .map(trial -> trial.trial().name() + " failed: " + trial.reason())
        .toList();
  }

  /** The mean and, of several, its 95 % interval. */
  private static String said(RecipeResult row, String set, String metric) {
    Optional<Repeats> values = row.values(set, metric);
    if (values.isEmpty()) {
      return "";
    }
    String mean = String.format(Locale.ROOT, "%.4f", values.get().mean());
    Optional<Interval> interval = values.get().interval();
    return interval.map(i -> mean + " (" + i.words() + ")").orElse(mean);
  }

  private static String mean(RecipeResult row, String metric) {
    return row.values("test", metric).map(v -> String.format(Locale.ROOT, "%.4f", v.mean())).orElse("");
  }
}
