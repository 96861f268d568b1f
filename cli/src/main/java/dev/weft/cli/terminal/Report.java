package dev.weft.cli.terminal;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.ConfusionMatrix.Confusion;
import dev.weft.metrics.Metric;
import dev.weft.run.Scores;
import java.util.List;
import java.util.Locale;

/** An evaluation for a person to read. */
public final class Report {
  private static final int CONFUSIONS = 5;

  private Report() {}

  public static String shortly(String title, Scores scores) {
    return String.format(
        Locale.ROOT,
        "%s: accuracy %.4f, loss %.4f%n",
        title,
        Metric.ACCURACY.in(scores.metrics()),
        Metric.LOSS.in(scores.metrics()));
  }

  /**
   * @param width of the terminal, which tables are folded to
   */
  public static String of(String title, Scores scores, List<String> classNames, int width) {
    ConfusionMatrix matrix = scores.confusion();
    StringBuilder report = new StringBuilder();
    report.append(
        String.format(Locale.ROOT, "%s: %,d images, %,d mistakes%n", title, matrix.total(), matrix.mistakes()));
    report.append(Tables.metrics(scores.metrics()));
    report.append("\nConfusion matrix (row: what it is, column: what it was taken for)\n");
    report.append(Tables.confusion(matrix, classNames, width));
    List<Confusion> worst = matrix.mostConfused(CONFUSIONS);
    if (!worst.isEmpty()) {
      report.append("\nMost confused\n");
    }
    for (Confusion pair : worst) {
      report.append(
          String.format(
              Locale.ROOT,
              "  %s taken for %s: %d of %d%n",
              classNames.get(pair.actual()),
              classNames.get(pair.predicted()),
              pair.count(),
              matrix.support(pair.actual())));
    }
    return report.toString();
  }
}
