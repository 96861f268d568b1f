package dev.weft.bench.compare;

import static dev.weft.bench.compare.Markdown.digits;
import static dev.weft.bench.compare.Markdown.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The document: the verdict first, then each workload, then how the figures came about. */
final class Report {
  private static final double MEMORY_TARGET = 0.5;

  private static final double START_TARGET = 1.5;

  private final Results results;
  private final Path root;
  private final List<Contestant> sides;
  private final Options options;
  private final Markdown page = new Markdown();

  Report(Results results, Path root, List<Contestant> sides, Options options) {
    this.results = results;
    this.root = root;
    this.sides = sides;
    this.options = options;
  }

  String text() throws IOException {
    page.line("# How fast Weft is, beside others");
    page.paragraph(
        "Written by `%s` on %s.".formatted(options.command(), LocalDate.now()),
        "Every number was measured on one machine, with %s threads at most.".formatted(options.number("--threads")));
    verdict();
    results.cases.forEach(this::workload);
    growth();
    sameResults();
    libraries();
    how();
    return page.toString();
  }

  private void verdict() {
    page.heading(2, "Weft beside the fastest other library");
    page.paragraph(
        "How many times as fast as it Weft is, with the target; Weft's share of the machine's multiply-add peak;",
        "the memory of Weft's process, as a share of PyTorch's where that takes least (target: at most 0.50);",
        "and seconds from the start of Weft's process to its first finished batch (target: under 1.5).");
    List<List<String>> rows = new ArrayList<>();
    results.cases.forEach((measured, bySide) -> {
      Results.Result weft = Results.weft(bySide);
      Map.Entry<Contestant, Results.Result> fastest = Results.fastestOther(bySide);
      if (weft != null) {
        double times = fastest == null ? Double.NaN : fastest.getValue().secondsPerImage() / weft.secondsPerImage();
        double memory = weft.most("resident_mb") / Results.leastMemoryOfPyTorch(bySide);
        double start = weft.median("first_batch");
        rows.add(
            List.of(
                measured.toString(),
                fastest == null ? "-" : fastest.getKey().name(),
                digits(times) + missed(times < measured.target()),
                digits(measured.target()),
                share(measured.workload(), weft),
                digits(memory) + missed(memory > MEMORY_TARGET),
                digits(start) + missed(!measured.workload().inference() && start > START_TARGET)));
      }
    });
    page.table(
        2, List.of("workload", "fastest other", "times as fast", "target", "of the peak", "memory", "start, s"), rows);
    page.paragraph("\\* the target is missed.");
  }

  private static String missed(boolean missed) {
    return missed ? " *" : "";
  }

  /** The share of the multiply-add peak, of all threads together in the best round of the case. */
  private static String share(Workload workload, Results.Result result) {
    return workload.wholly() ? "-" : digits(workload.flops() * result.speed() / 1e9 / result.peak());
  }

  /** One table a case, one row a side. */
  private void workload(Results.Case measured, Map<Contestant, Results.Result> bySide) {
    Workload workload = measured.workload();
    int images = bySide.values().stream().mapToInt(Results.Result::images).max().orElse(0);
    page.heading(2, measured + ": " + workload.title());
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Images of %s, batches of %d, %,d images an epoch; %s MFLOP an image; peak %s GFLOP/s.",
            workload.dataset(),
            measured.batch(),
            images,
            digits(workload.flops() / 1e6),
            digits(bySide.values().stream().mapToDouble(Results.Result::peak).max().orElse(Double.NaN))));
    Results.Result weft = Results.weft(bySide);
    List<List<String>> rows = new ArrayList<>();
    bySide.forEach((side, result) -> rows.add(row(workload, side, result, weft, images)));
    String unit = workload.wholly() ? "seconds in all" : workload.inference() ? "ms a batch" : "ms a step";
    page.table(
        1, List.of("side", "images a second", unit, "Weft's times", "of the peak", "MB", "start, s", "threads"), rows);
    bySide.forEach((side, result) -> {
      if (!result.failure().isEmpty()) {
        page.paragraph("%s failed: %s".formatted(side.name(), result.failure()));
      }
    });
  }

  private List<String> row(Workload workload, Contestant side, Results.Result result, Results.Result weft, int images) {
    if (result.good().isEmpty()) {
      return List.of(side.name(), "failed", "-", "-", "-", "-", "-", threads(result));
    }
    double seconds = result.secondsPerImage();
    return List.of(
        side.name() + (result.images() < images ? " (of %s images)".formatted(whole(result.images())) : ""),
        "%s (%s)".formatted(whole(1 / seconds), whole(1 / result.leastSecondsPerImage())),
        digits(workload.wholly() ? seconds * result.images() : seconds * batch(result) * 1e3),
        weft == null ? "-" : digits(seconds / weft.secondsPerImage()),
        share(workload, result),
        whole(result.most("resident_mb")),
        digits(result.median("first_batch")),
        threads(result));
  }

  private int batch(Results.Result result) {
    return results.cases.entrySet().stream()
        .filter(entry -> entry.getValue().containsValue(result))
        .findFirst()
        .orElseThrow()
        .getKey()
        .batch();
  }

  private static String threads(Results.Result result) {
    Contestant.Setting setting = result.setting();
    return setting.threads() + (setting.waiting().equals("ACTIVE") ? ", busy" : "");
  }

  private void growth() {
    if (results.growth.isEmpty()) {
      return;
    }
    page.heading(2, "Cost against size");
    page.paragraph(
        "Weft alone, when one size of a workload changes. Images of another side are W8's with larger pixels. Layers:",
        "W7 with ResNet-20 and ResNet-56; W10 with ResNet50, ResNet101 and ResNet152, one image at a time.");
    List<List<String>> rows = new ArrayList<>();
    for (Growth.Row row : results.growth) {
      Measurement measured = row.measurement();
      double seconds = measured.ok() ? Results.median(measured.steady()) : Double.NaN;
      rows.add(
          List.of(
              row.workload().name(),
              row.what(),
              whole(row.value()),
              whole(row.images()),
              measured.ok() ? digits(seconds) : "failed",
              digits(seconds / row.images() * 1e6),
              whole(measured.numbers().getOrDefault("heap_mb", Double.NaN)),
              whole(measured.numbers().getOrDefault("resident_mb", Double.NaN))));
    }
    page.table(
        2,
        List.of("workload", "what", "value", "images", "s an epoch", "microseconds an image", "heap, MB", "MB"),
        rows);
  }

  private void sameResults() {
    page.heading(2, "All compute the same");
    page.paragraph(
        "Training: the accuracy on 2,000 test images after the measured epochs, whose number differs; and the mean"
            + " loss",
        "of three batches, in one order, that each side trains on from the same first weights. Inference: the largest",
        "difference of the logarithms of the probabilities from Weft's for 8 images, by how far Weft's reach.");
    List<List<String>> rows = new ArrayList<>();
    results.cases.forEach((measured, bySide) ->
        bySide.forEach((side, result) ->
            rows.add(
                List.of(
                    measured.toString(),
                    side.name(),
                    number("%.3f", result.median("accuracy")),
                    number("%.5f", result.median("loss")),
                    number("%.1e", side.isWeft() ? Double.NaN : result.most("difference"))))));
    page.table(2, List.of("workload", "side", "accuracy", "loss", "difference"), rows);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private void libraries() {
    page.heading(2, "The sides");
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Contestant side : sides) {
      String version =
          results.cases.values().stream()
              .filter(bySide -> bySide.containsKey(side))
              .map(bySide -> bySide.get(side).version())
              .filter(v -> !v.equals("-"))
              .findFirst()
              .orElse("-");
      double size = side.megabytes(root);
      rows.put(side.name(), List.of(side.name(), version, size == 0 ? "-" : digits(size)));
    }
    results.absent.forEach((name, why) -> rows.put(name, List.of(name, why, "-")));
    page.table(2, List.of("side", "version", "jars, MB"), List.copyOf(rows.values()));
  }

  private void how() throws IOException {
    page.heading(2, "How it was measured");
    page.paragraph(
        "- Each side is a process of its own, one at a time; in each round all take their turn. The first epoch warms"
            + " up.",
        "- Images a second: the median of the steady epochs of all rounds, in brackets the most.",
        "- The same images (divided by 255), batch, network, loss and optimizer; each side shuffles before every epoch",
        "  and assembles its batches, both in the time. 32-bit floats. Denormal numbers are flushed where it can be"
            + " set.",
        "- After %s seconds of steady epochs no further one begins. An epoch has as many images as a comparison can wait"
                .formatted(options.number("--seconds"))
            + " for.",
        "- Where a step is less than 1 GFLOP, each other library is first tried with 1 and with %s threads, PyTorch also"
            .formatted(options.number("--threads")),
        "  with threads that wait actively, and measured with the fastest.",
        "- Products count as if they were computed directly, also where Winograd's algorithm needs fewer"
            + " multiplications.",
        "- Memory is the most that the process ever had resident (`VmHWM`), Java's own included.",
        "- JAX, scan: a whole epoch is one compiled program, so its first batch is done when its first epoch is.",
        "- PyTorch, compiled: `torch.compile`; its start has the compilation.",
        "- W8 augmented: PyTorch and JAX change whole batches of tensors, TensorFlow's side changes bytes in Java,"
            + " Keras",
        "  has layers for it.",
        "- W11: from the start of the process to the trained head; images are files, read and decoded by each side.",
        "  PyTorch and Keras run the frozen network in each epoch, as their tutorials do. PyTorch, features once, runs"
            + " it",
        "  once, written by hand; it is the harder opponent, which the target does not name, and not in the verdict."
            + " Weft",
        "  runs that network as in inference, batch normalization within convolutions; the others as it was built.");
    page.paragraph("Machine:", "");
    for (String fact : Machine.describe()) {
      page.line("- " + fact);
    }
  }
}
