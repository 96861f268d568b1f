package dev.weft.cli;

import dev.weft.study.Reproduction;
import dev.weft.study.Reproduction.Row;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A reproduction for a person to read, as text and as a page. */
final class ReproductionTable {
  private static final List<String> HEADER =
      List.of(
          "row",
          "figure",
          "reported",
          "ours",
          "95 % interval",
          "difference",
          "within or better",
          "reported s",
          "our s",
          "times faster");

  private final Reproduction reproduction;
  private final StudyResults results;
  private final String command;
  private final OptionalDouble seconds;

  /**
   * @param seconds that the command took; empty if it went on with what an earlier one began
   */
  ReproductionTable(Reproduction reproduction, StudyResults results, String command, OptionalDouble seconds) {
    this.reproduction = reproduction;
    this.results = results;
    this.command = command;
    this.seconds = seconds;
  }

  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    reproduction.rows().forEach(row -> rows.add(cells(row)));
    return StudyTable.table(rows) + "\n" + String.join("\n", summary()) + "\n";
  }

  private static List<String> cells(Row row) {
    String met = row.met();
    Double reportedSeconds = row.reported().seconds();
    return List.of(
        row.reported().row() + (row.chosen().isEmpty() ? "" : " (chosen: " + row.chosen() + ")"),
        row.reported().on() + " " + row.reported().metric().replace('_', ' '),
        row.reported().figure() == null ? "not legible" : digits("%.4f", row.reported().figure()),
        digits("%.4f", row.ours()),
        row.interval() == null ? "" : row.interval().words(),
        digits("%+.4f", row.difference()),
        met.isEmpty() ? "" : met.equals("no") ? "no" : "yes, " + met,
        reportedSeconds == null ? "" : digits("%.0f", reportedSeconds),
        reportedSeconds == null ? "" : digits("%.1f", row.seconds()),
        reportedSeconds == null ? "" : digits("%.1f", reportedSeconds / row.seconds()));
  }

  private static String digits(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private List<String> summary() {
    List<Row> figures = reproduction.rows().stream().filter(row -> row.reported().figure() != null).toList();
    List<String> missed =
        figures.stream()
            .filter(row -> row.met().equals("no"))
            .map(row ->
                "%s (%s by %s)"
                    .formatted(
                        row.reported().row(), row.reported().metric(), digits("%.4f", Math.abs(row.difference()))))
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d of %d figures are met (ours is better, or the reported one lies within our 95 %% interval)."
            .formatted(figures.size() - missed.size(), figures.size()));
    if (!missed.isEmpty()) {
      lines.add("Not met with the report's own settings: " + String.join(", ", missed) + ".");
    }
    double training = results.trials().stream().mapToDouble(TrialResult::seconds).sum();
    lines.add(
        "%d trainings, %s of training (added up), %s."
            .formatted(
                results.trials().size(),
                TrainingLines.time(training),
                seconds.isPresent()
                    ? TrainingLines.time(seconds.getAsDouble()) + " for the whole command"
                    : "stopped and gone on with in between"));
    return lines;
  }

  String markdown() {
    StringBuilder page = new StringBuilder("# The five reports, reproduced\n\n");
    page.append(
        """
        Written by `%s` on %s. Every training has the report's own settings and one seed, 1; none was chosen from
        several. Where a figure is of several trainings (folds), it is their mean, and the interval is Student's; else the
        interval is Wilson's (shares of right answers) or the bootstrap's over the test pictures.

        """
            .formatted(command, LocalDate.now()));
    page.append("| ")
        .append(String.join(" | ", HEADER))
        .append(" |\n|")
        .append("---|".repeat(HEADER.size()))
        .append('\n');
    for (Row row : reproduction.rows()) {
      page.append("| ").append(String.join(" | ", cells(row))).append(" |\n");
    }
    page.append('\n').append(String.join("\n", summary())).append("\n\n## Measured on\n\n");
    provenance().forEach(line -> page.append("- ").append(line).append('\n'));
    return page.toString();
  }

  private List<String> provenance() {
    Optional<TrialResult> first =
        results.trials().stream().filter(trial -> trial.state() == TrialResult.State.FINISHED).findFirst();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Weft " + Optional.ofNullable(Weft.class.getPackage().getImplementationVersion()).orElse("(not packaged)"));
    lines.add("Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    lines.add(Runtime.getRuntime().availableProcessors() + " cores");
    first.ifPresent(trial -> lines.add("settings: `examples/`, written out in the run's `experiment.yaml`"));
    lines.add(
        results.trials().stream()
            .map(trial -> trial.trial().experiment().data().dataset())
            .distinct()
            .collect(Collectors.joining(", ", "data sets: ", "")));
    return lines;
  }
}
