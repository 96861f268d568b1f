package dev.weft.cli.model;

import dev.weft.Counted;
import dev.weft.Quoted;
import dev.weft.Seconds;
import dev.weft.cli.cluster.ClusterOption;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cluster.PredictionJob;
import dev.weft.cluster.PredictionTotals;
import dev.weft.study.Interrupt;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has a cluster ask a model about images, and tells what became of them. */
final class ClusterPredictions {
  private static final int SHOWN_CLASSES = 10;

  private final ClusterOption cluster;
  private final Terminal terminal;

  ClusterPredictions(ClusterOption cluster, Terminal terminal) {
    this.cluster = cluster;
    this.terminal = terminal;
  }

  /** The exit code. */
  int write(PredictionJob job) {
    Optional<PredictionTotals> totals;
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping ..."))) {
      totals = cluster.cluster().predict(cluster.address(), job, terminal, interrupt);
    }
    terminal.clear();
    if (totals.isEmpty()) {
      terminal.note("interrupted; nothing is written to " + job.out() + ".");
      return ExitCode.INTERRUPTED;
    }
    show(totals.get(), job.out());
    return totals.get().unreadable() > 0 ? ExitCode.FAILED : 0;
  }

  private void show(PredictionTotals totals, String out) {
    if (totals.passedOver() > 0) {
      terminal.note(
          "note: "
              + Counted.of(
                  totals.passedOver(),
                  "file below the folders is no image by its name and was passed over.",
                  "files below the folders are no images by their names and were passed over."));
    }
    totals.errors().forEach(terminal::note);
    long shown = totals.errors().size();
    if (totals.unreadable() > shown) {
      terminal.note(
          Counted.of(totals.unreadable() - shown, "more image") + " could not be read; the column 'error' says why.");
    }
    double rate = totals.images() / totals.seconds();
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s, of which %,d could not be read, in %s (%s a second): %s. Written to %s.",
                Counted.of(totals.images(), "image"),
                totals.unreadable(),
                Seconds.text(totals.seconds()),
                String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate),
                classes(totals.classes()),
                Quoted.text(out, 1000)));
  }

  private static String classes(Map<String, Long> classes) {
    if (classes.isEmpty()) {
      return "no class";
    }
    int more = classes.size() - SHOWN_CLASSES;
    return classes.entrySet().stream()
            .limit(SHOWN_CLASSES)
            .map(of -> String.format(Locale.ROOT, "%s %,d", Quoted.text(of.getKey()), of.getValue()))
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more classes" : "");
  }
}
