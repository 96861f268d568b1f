package dev.weft.cli.study;

import dev.weft.Seconds;
import dev.weft.run.ProvenanceFile;
import dev.weft.study.Reproduction;
import dev.weft.study.Reproduction.Row;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

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

  private static final List<String> OF_SEEDS =
      List.of(
          "row",
          "figure",
          "reported",
          "seeds",
          "mean",
          "deviation",
          "95 % interval of one more training",
          "reported lies in it",
          "our s each");

  private static final String ONE_SEED =
      """
      Every training has the report's own settings and one seed, 1; none was chosen from several. Where a figure is of
      several trainings (folds), it is their mean, and the interval is Student's; else the interval is Wilson's (shares
      of right answers) or the bootstrap's over the test images.
      """;

  private static final String SEVERAL_SEEDS =
      """
      Every training has the report's own settings; its seeds follow each other from 1 on, and none was left out. With
      n seeds, mean m and standard deviation s, the interval of one more training is m ± t s √(1 + 1/n), t the 97.5 %
      quantile of Student's distribution of n - 1 degrees of freedom. A cross-validated figure is the mean of its folds.
      """;

  private final Reproduction reproduction;
  private final StudyResults results;
  private final String command;

  /** Of all trainings that came to their end. */
  private final List<ProvenanceFile> provenance;

  ReproductionTable(Reproduction reproduction, StudyResults results, String command) {
    this.reproduction = reproduction;
    this.results = results;
    this.command = command;
    provenance =
        results.trials().stream()
            .filter(trial -> trial.state() == TrialResult.State.FINISHED)
            .map(trial -> ProvenanceFile.read(trial.folder()))
            .toList();
  }

  String text(int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    reproduction.rows().forEach(row -> rows.add(cells(row)));
    return StudyTable.table(rows, width) + "\n" + String.join("\n", summary()) + "\n";
  }

  private boolean ofSeveralSeeds() {
    return results.study().parts().stream().anyMatch(part -> part.repeats() > 1);
  }

  private List<String> header() {
    return ofSeveralSeeds() ? OF_SEEDS : HEADER;
  }

  private List<String> cells(Row row) {
    return ofSeveralSeeds() ? cellsOfSeeds(row) : cellsOfOne(row);
  }

  private static List<String> cellsOfSeeds(Row row) {
    return List.of(
        name(row),
        figure(row),
        reported(row),
        row.seeds() == null ? "0" : String.valueOf(row.seeds().size()),
        digits("%.4f", row.ours()),
        row.seeds() == null ? "" : digits("%.4f", row.seeds().deviation().orElse(Double.NaN)),
        row.interval() == null ? "" : row.interval().words(),
        row.isWithin() ? "yes" : row.met().equals("better") ? "no, ours are better" : row.met(),
        digits("%.1f", row.seconds()));
  }

  private static String name(Row row) {
    return row.reported().row() + (row.chosen().isEmpty() ? "" : " (chosen: " + row.chosen() + ")");
  }

  private static String figure(Row row) {
    return row.reported().on().word() + " " + row.reported().metric().words();
  }

  private static String reported(Row row) {
    return row.reported().figure() == null ? "not legible" : digits("%.4f", row.reported().figure());
  }

  private static List<String> cellsOfOne(Row row) {
    String met = row.met();
    Double reportedSeconds = row.reported().seconds();
    return List.of(
        name(row),
        figure(row),
        reported(row),
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
                        row.reported().row(),
                        row.reported().metric().key(),
                        digits("%.4f", Math.abs(row.difference()))))
            .toList();
    List<String> lines = new ArrayList<>();
    String rule =
        ofSeveralSeeds()
            ? "the mean of ours is better, or the reported one lies within the 95 % interval of one more training"
            : "ours is better, or the reported one lies within our 95 % interval";
    lines.add(
        String.format(
            Locale.ROOT, "%d of %d figures are met (%s).", figures.size() - missed.size(), figures.size(), rule));
    if (!missed.isEmpty()) {
      lines.add("Not met with the report's own settings: " + String.join(", ", missed) + ".");
    }
    double training = results.trials().stream().mapToDouble(TrialResult::seconds).sum();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d trainings, %s of training (added up)%s.",
            results.trials().size(),
            Seconds.text(training),
            span()));
    return lines;
  }

  /** How long all of it took, pauses included. */
  private String span() {
    List<Instant> moments =
        provenance.stream()
            .flatMap(one -> Stream.of(one.text("started"), one.text("finished")))
            .map(Instant::parse)
            .sorted()
            .toList();
    return moments.isEmpty()
        ? ""
        : ", "
            + Seconds.text(Duration.between(moments.getFirst(), moments.getLast()).toMillis() * 1e-3)
            + " from the first one's beginning to the last one's end";
  }

  String markdown() {
    StringBuilder page = new StringBuilder("# The five reports, reproduced\n\n");
    page.append("Written by `%s` on %s. ".formatted(command, LocalDate.now()))
        .append(ofSeveralSeeds() ? SEVERAL_SEEDS : ONE_SEED)
        .append('\n');
    page.append("| ")
        .append(String.join(" | ", header()))
        .append(" |\n|")
        .append("---|".repeat(header().size()))
        .append('\n');
    for (Row row : reproduction.rows()) {
      page.append("| ").append(String.join(" | ", cells(row))).append(" |\n");
    }
    page.append('\n').append(String.join("\n", summary())).append("\n\n## Measured on\n\n");
    measuredOn().forEach(line -> page.append("- ").append(line).append('\n'));
    return page.toString();
  }

  private List<String> measuredOn() {
    List<String> lines = new ArrayList<>();
    add(lines, one -> "Weft " + one.text("weft") + ", " + one.text("java") + ", " + one.text("system"));
    add(lines, one -> one.text("simd"));
    add(lines, one -> "threads of each training: " + one.text("threads"));
    lines.add("processors: " + Runtime.getRuntime().availableProcessors());
    add(lines, one -> one.text("dataset", "name") + ", SHA-256 " + one.text("dataset", "sha256"));
    lines.add(
        "settings: those of `examples/`, written out with every default in `experiment.yaml` beside each training");
    return lines;
  }

  /** What the trainings say, each different thing once. */
  private void add(List<String> lines, Function<ProvenanceFile, String> said) {
    provenance.stream().map(said).distinct().forEach(lines::add);
  }
}
