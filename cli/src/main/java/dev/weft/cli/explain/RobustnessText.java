package dev.weft.cli.explain;

import dev.weft.Counted;
import dev.weft.cli.terminal.Tables;
import dev.weft.explain.robustness.Corruption;
import dev.weft.explain.robustness.CorruptionError;
import dev.weft.explain.robustness.Deformation;
import dev.weft.explain.robustness.Estimate;
import dev.weft.explain.robustness.Findings;
import dev.weft.explain.robustness.Measured;
import dev.weft.explain.robustness.Robustness;
import dev.weft.metrics.Metric;
import dev.weft.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The robustness of runs for a person to read. */
final class RobustnessText {
  private RobustnessText() {}

  /**
   * One run.
   *
   * @param error relative to a baseline, if there is one
   * @param baseline its name
   */
  static String of(String name, Robustness robustness, Optional<CorruptionError> error, String baseline, int width) {
    StringBuilder text = new StringBuilder();
    Measured clean = robustness.clean();
    text.append(
        String.format(
            Locale.ROOT,
            "Robustness of %s on %,d test images, seed %d%n%n",
            name,
            robustness.images(),
            robustness.plan().seed()));
    line(text, "clean", clean.accuracy(), clean.interval());
    robustness.corrupted().ifPresent(mean -> line(text, "corrupted", mean.value(), mean.interval()));
    robustness.attacked().ifPresent(mean -> line(text, "adversarial", mean.value(), mean.interval()));
    error.ifPresent(of -> errors(text, of, baseline));
    if (!robustness.plan().corruptions().isEmpty()) {
      text.append("\nAccuracy by corruption and severity, in percent\n").append(corruptions(robustness, error, width));
    }
    if (robustness.plan().curves()) {
      Stream.of(Deformation.values()).forEach(one -> text.append('\n').append(curve(robustness, one, width)));
    }
    if (!robustness.plan().radii().isEmpty()) {
      text.append(attacks(robustness, width));
    }
    List<String> findings = Findings.of(robustness);
    text.append(findings.isEmpty() ? "" : "\n");
    findings.forEach(sentence -> text.append("  note: ").append(sentence).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, double value, Interval interval) {
    text.append(
        String.format(Locale.ROOT, "  %-11s accuracy %.4f, 95 %% interval %s%n", what, value, interval.words()));
  }

  private static void errors(StringBuilder text, CorruptionError error, String baseline) {
    text.append("\nMean corruption error, where %s has 100 %%\n".formatted(baseline));
    text.append("  of all errors                %s\n".formatted(percent(error.mean(), error.interval())));
    text.append("  of what corruption adds      %s\n".formatted(percent(error.relative(), error.relativeInterval())));
  }

  private static String percent(double value, Optional<Interval> interval) {
    return !Double.isFinite(value)
        ? "not defined: the baseline has none under one corruption"
        : String.format(Locale.ROOT, "%.1f %%", 100 * value)
            + interval
                .map(ends ->
                    String.format(Locale.ROOT, ", 95 %% interval %.1f to %.1f", 100 * ends.low(), 100 * ends.high()))
                .orElse("");
  }

  private static String corruptions(Robustness robustness, Optional<CorruptionError> error, int width) {
    List<String> header = new ArrayList<>(List.of("corruption"));
    IntStream.rangeClosed(1, Corruption.SEVERITIES).forEach(severity -> header.add(String.valueOf(severity)));
    header.addAll(List.of("mean", "95 % interval"));
    error.ifPresent(_ -> header.add("CE %"));
    List<List<String>> rows = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      List<String> row = new ArrayList<>(List.of(corruption.words()));
      robustness.of(corruption).forEach(one -> row.add(percent(one.accuracy())));
      Estimate mean = robustness.mean(corruption);
      row.add(percent(mean.value()));
      row.add(percent(mean.interval().low()) + " to " + percent(mean.interval().high()));
      error.ifPresent(of -> row.add(ratio(of.each(), corruption)));
      rows.add(row);
    }
    return indented(header, rows, width);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String ratio(Map<Corruption, Double> each, Corruption corruption) {
    double ratio = each.get(corruption);
    return Double.isFinite(ratio) ? percent(ratio) : "";
  }

  private static String curve(Robustness robustness, Deformation deformation, int width) {
    List<String> header = new ArrayList<>(List.of(""));
    List<String> row = new ArrayList<>(List.of("%"));
    for (Measured one : robustness.of(deformation)) {
      header.add(amount(one.condition().level()));
      row.add(percent(one.accuracy()));
    }
    return "Accuracy of images " + deformation.words() + "\n" + indented(header, List.of(row), width);
  }

  private static String amount(double level) {
    return level == Math.rint(level) ? String.valueOf((long) level) : String.valueOf((float) level).replace("0.", ".");
  }

  private static String attacks(Robustness robustness, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < robustness.fgsm().size(); i++) {
      Measured fast = robustness.fgsm().get(i);
      Measured slow = robustness.pgd().get(i);
      rows.add(
          List.of(
              Findings.radius(fast),
              share(fast.accuracy()),
              fast.interval().words(),
              share(slow.accuracy()),
              slow.interval().words()));
    }
    return String.format(
            Locale.ROOT,
            "%nAccuracy of %s by radius (white is 1), PGD in %d steps%n",
            Counted.of(robustness.pgd().getFirst().images(), "attacked image"),
            robustness.plan().steps())
        + indented(List.of("radius", "FGSM", "95 % interval", "PGD", "95 % interval"), rows, width);
  }

  /** Runs side by side, one line for each figure. */
  static String compared(List<String> names, List<Robustness> runs, int width) {
    List<String> header = new ArrayList<>(List.of(Metric.ACCURACY.key()));
    header.addAll(names);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("clean", runs.stream().map(run -> share(run.clean().accuracy()))));
    for (String metric : runs.getFirst().metrics().keySet()) {
      String words = metric.replace("_accuracy", "").replace('_', ' ');
      rows.add(row(words, runs.stream().map(run -> share(run.metrics().getOrDefault(metric, Double.NaN)))));
    }
    return "Side by side\n" + indented(header, rows, width);
  }

  private static List<String> row(String head, Stream<String> cells) {
    return Stream.concat(Stream.of(head), cells).toList();
  }

  private static String share(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "";
  }

  private static String indented(List<String> header, List<List<String>> rows, int width) {
    return Tables.aligned(header, rows, width == Integer.MAX_VALUE ? width : width - 2).indent(2);
  }
}
