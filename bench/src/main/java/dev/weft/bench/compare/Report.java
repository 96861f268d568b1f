package dev.weft.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The document: tables first, then how they came about. */
final class Report {
  private final Results results;
  private final Path root;
  private final List<Contestant> sides;
  private final int threads;
  private final String command;
  private final StringBuilder text = new StringBuilder();

  Report(Results results, Path root, List<Contestant> sides, int threads, String command) {
    this.results = results;
    this.root = root;
    this.sides = sides;
    this.threads = threads;
    this.command = command;
  }

  String text() throws IOException {
    line("# How fast Weft is, beside others");
    line("");
    line(
        "Written by `%s` on %s: every number comes from that run, on one machine, %d threads at most."
            .formatted(command, LocalDate.now(), threads));
    times();
    fractions();
    memory();
    starts();
    sizes();
    growth();
    how();
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void header(String first, List<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others);
    row(cells);
    line("|---".repeat(cells.size()) + "|");
  }

  private List<String> names() {
    return sides.stream().map(Contestant::name).toList();
  }

  /** One row a case, one column a side. */
  private void table(String first, List<String> more, Function<Results.Result, String> cell, Rest rest) {
    List<String> columns = new ArrayList<>(names());
    columns.addAll(more);
    header(first, columns);
    results.cases.forEach((measured, bySide) -> {
      List<String> cells = new ArrayList<>(List.of(measured.toString()));
      for (Contestant side : sides) {
        Results.Result result = bySide.get(side);
        cells.add(result == null ? "-" : result.good().isEmpty() ? "failed" : cell.apply(result));
      }
      cells.addAll(rest.of(measured, bySide));
      row(cells);
    });
  }

  private interface Rest {
    List<String> of(Results.Case measured, Map<Contestant, Results.Result> bySide);
  }

  private static String digits(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private void times() {
    line("");
    line("## Seconds of an epoch");
    line("");
    line("Median of the steady epochs of all rounds, in brackets the least. In the last column, how many times longer");
    line("the fastest other library takes than Weft. W6: images a second, in brackets the most.");
    line("");
    header("workload", List.of("what", "set", "batch", "images"));
    results.cases.forEach((measured, bySide) -> {
      Workload workload = measured.workload();
      int images = bySide.values().stream().mapToInt(Results.Result::images).max().orElse(0);
      row(List.of(measured.toString(), workload.title(), workload.dataset(), "" + measured.batch(), "" + images));
    });
    line("");
    header("workload", with(names(), "times faster"));
    results.cases.forEach((measured, bySide) -> {
      int images = bySide.values().stream().mapToInt(Results.Result::images).max().orElse(0);
      List<String> cells = new ArrayList<>(List.of(measured.toString()));
      for (Contestant side : sides) {
        Results.Result result = bySide.get(side);
        cells.add(
            result == null
                ? "-"
                : result.good().isEmpty()
                    ? "failed"
                    : measured.workload().inference()
                        ? "%.0f (%.0f)".formatted(1 / result.secondsPerImage(), 1 / result.leastSecondsPerImage())
                        : digits(images * result.secondsPerImage())
                            + " ("
                            + digits(images * result.leastSecondsPerImage())
                            + ")"
                            + (result.images() < images ? " *" : ""));
      }
      cells.add(digits(timesFaster(bySide)));
      row(cells);
    });
    line("");
    line("\\* measured on fewer images, and multiplied.");
  }

  private static List<String> with(List<String> names, String more) {
    List<String> all = new ArrayList<>(names);
    all.add(more);
    return all;
  }

  private static double timesFaster(Map<Contestant, Results.Result> bySide) {
    double fastest =
        bySide.entrySet().stream()
            .filter(entry -> !entry.getKey().isWeft())
            .flatMapToDouble(entry -> DoubleStream.of(entry.getValue().secondsPerImage()))
            .filter(seconds -> !Double.isNaN(seconds))
            .min()
            .orElse(Double.NaN);
    return fastest / bySide.get(Contestant.WEFT).secondsPerImage();
  }

  private void fractions() {
    line("");
    line("## Fraction of the multiply-add peak");
    line("");
    line(
        "Floating-point operations of the products (Winograd counts as if it multiplied), by the median time, by what");
    line("%d threads reached in a loop of nothing but multiply-adds right before.".formatted(threads));
    line("");
    List<String> columns = with(names(), "MFLOP an image");
    columns.add("peak, GFLOP/s");
    header("workload", columns);
    results.cases.forEach((measured, bySide) -> {
      double flops = measured.workload().flops();
      double peak = bySide.get(Contestant.WEFT).peak();
      List<String> cells = new ArrayList<>(List.of(measured.toString()));
      for (Contestant side : sides) {
        Results.Result result = bySide.get(side);
        boolean none = result == null || result.good().isEmpty();
        cells.add(none ? "-" : "%.2f".formatted(flops / result.secondsPerImage() / 1e9 / peak));
      }
      cells.add(digits(flops / 1e6));
      cells.add(digits(peak));
      row(cells);
    });
  }

  private void memory() {
    line("");
    line("## Memory");
    line("");
    line(
        "The most MB that the process ever had resident (`VmHWM`, Java's own included), and the most that Weft's heap"
            + " held.");
    line("");
    table(
        "workload",
        List.of("Weft's heap"),
        result -> "%.0f".formatted(result.most("resident_mb")),
        (measured, bySide) -> List.of("%.0f".formatted(bySide.get(Contestant.WEFT).most("heap_mb"))));
  }

  private void starts() {
    line("");
    line("## Start");
    line("");
    line("Seconds from the start of the process to its first finished batch, reading the data included (median).");
    line("");
    table("workload", List.of(), result -> digits(result.median("first_batch")), (measured, bySide) -> List.of());
  }

  private void sizes() {
    line("");
    line("## What comes with it");
    line("");
    header("library", List.of("jars, MB", "version", "runs with"));
    for (Contestant side : sides) {
      String version =
          results.cases.values().stream()
              .filter(bySide -> bySide.containsKey(side))
              .flatMap(bySide -> bySide.get(side).good().stream())
              .map(Measurement::version)
              .findFirst()
              .orElse("-");
      List<String> settings = new ArrayList<>();
      results.cases.forEach((measured, bySide) -> {
        if (bySide.containsKey(side)) {
          settings.add(measured + ": " + bySide.get(side).setting());
        }
      });
      double size = side.megabytes(root);
      row(List.of(side.name(), size == 0 ? "-" : digits(size), version, String.join("; ", settings)));
    }
    results.absent.forEach((name, why) -> row(List.of(name, "-", "-", why)));
    for (Contestant side : sides) {
      results.cases.forEach((measured, bySide) -> {
        if (bySide.containsKey(side) && !bySide.get(side).failure().isEmpty()) {
          line("");
          line("%s failed on %s: %s".formatted(side.name(), measured, bySide.get(side).failure()));
        }
      });
    }
  }

  private void growth() {
    if (results.growth.isEmpty()) {
      return;
    }
    line("");
    line("## Cost against size");
    line("");
    line("W1's network with one size changed (256 units, batches of 32, %d threads otherwise), and".formatted(threads));
    line("W3 and W5 with more threads.");
    line("");
    header(
        "what", List.of("value", "images", "seconds of an epoch", "microseconds an image", "heap, MB", "resident, MB"));
    for (Growth.Row row : results.growth) {
      Measurement measured = row.measurement();
      if (!measured.ok()) {
        row(List.of(row.what(), "" + row.value(), "" + row.images(), "failed: " + measured.failure(), "", "", ""));
        continue;
      }
      double seconds = Results.median(measured.steady());
      row(
          List.of(
              row.what(),
              "" + row.value(),
              "" + row.images(),
              digits(seconds),
              digits(seconds / row.images() * 1e6),
              "%.0f".formatted(measured.numbers().get("heap_mb")),
              "%.0f".formatted(measured.numbers().get("resident_mb"))));
    }
  }

  private void how() throws IOException {
    line("");
    line("## How it was measured");
    line("");
    line(
        "- Each side is a process of its own, one at a time; in each round all take their turn. The first epoch warms"
            + " up.");
    line(
        "- Same images (divided by 255), batch, network, loss and optimizer; each side shuffles before every epoch"
            + " and");
    line("  assembles its batches, both in the time. 32-bit floats.");
    line(
        "- Before, each other library is tried with 1 and with %d threads (PyTorch also with threads that wait actively)"
            .formatted(threads));
    line(
        "  on a part of the images, and measured with the fastest. Denormal numbers are flushed where it can be"
            + " set.");
    line("- After training, each side's accuracy on 2,000 test images (a check that all learn the same):");
    line("");
    table(
        "workload",
        List.of(),
        result -> Double.isNaN(result.median("accuracy")) ? "-" : "%.3f".formatted(result.median("accuracy")),
        (measured, bySide) -> List.of());
    line("");
    line("Machine:");
    line("");
    for (String fact : Machine.describe()) {
      line("- " + fact);
    }
  }
}
