package dev.weft.cli.tune;

import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Tables;
import dev.weft.cli.terminal.Terminal;
import dev.weft.keras.Json;
import dev.weft.study.Interrupt;
import dev.weft.study.tune.BatchSizes;
import dev.weft.study.tune.BatchSizes.Noise;
import dev.weft.study.tune.BatchSpeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft tune batch}: the batch size with which a loss is reached soonest. */
@Command(
    name = "batch",
    header = "Finds a batch size: measures speed and memory of each, and how many images a step can use.",
    footer = {
      "",
      "  weft tune batch fashion-mlp",
      "  weft tune batch mine.yaml --seconds 2   a longer look at each size"
    })
final class TuneBatchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private TunedExperiment tuned;

  @Option(names = "--seconds", paramLabel = "S", description = "How long each size is measured, twice 0.5 by default.")
  private double seconds = 0.5;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  TuneBatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw new WrongUse(spec, "--seconds must be above 0 and at most 3600; received " + seconds + ".");
    }
    tuned.open(terminal);
    terminal.progress(
        "%s on %s, %s"
            .formatted(
                tuned.experiment().name(),
                tuned.data().name(),
                tuned.threads() == 1 ? "1 thread" : tuned.threads() + " threads"));
    BatchSizes found;
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."))) {
      found =
          BatchSizes.of(
              tuned.experiment(), tuned.data(), tuned.threads(), seconds, what -> terminal.status(what), interrupt);
      terminal.clear();
      if (interrupt.getAsBoolean()) {
        return ExitCode.INTERRUPTED;
      }
    }
    if (json) {
      terminal.out().print(Json.pretty(map(found)));
    } else {
      print(found);
    }
    return 0;
  }

  private void print(BatchSizes found) {
    List<List<String>> rows = new ArrayList<>();
    for (BatchSpeed speed : found.speeds()) {
      rows.add(
          List.of(
              String.valueOf(speed.batch()),
              String.format(Locale.ROOT, "%,.0f", speed.imagesPerSecond()),
              String.format(Locale.ROOT, "%,.1f", speed.bytes() / 1e6),
              String.format(Locale.ROOT, "%.2f", found.time(speed)),
              speed.equals(found.recommended()) ? "recommended" : ""));
    }
    terminal
        .out()
        .print(
            Tables.aligned(
                    List.of("batch size", "images/s", "memory, MB", "time to a loss", ""), rows, terminal.width() - 2)
                .indent(2));
    terminal.out().println("\nNo larger batch was tried: " + found.end() + ".");
    found.noise().forEach(noise -> terminal.out().println(words(noise)));
    BatchSpeed best = found.recommended();
    terminal
        .out()
        .println(
            "\nRecommended: batch_size: %s, %s.\nA learning rate belongs to a batch size; find it with:\n  weft tune lr %s --set %s=%s"
                .formatted(best.batch(), reason(found), tuned.again(), path(), best.batch()));
  }

  /** Where the batch size of the first stage stands. */
  private String path() {
    boolean own = tuned.firstStage().map(stage -> stage.batchSize() != null).orElse(false);
    return own ? "training.stages.0.batch_size" : "training.batch_size";
  }

  private static String words(Noise noise) {
    return String.format(Locale.ROOT, "Gradient noise scale after %d steps: ", noise.steps())
        + (Double.isFinite(noise.scale())
            ? String.format(
                Locale.ROOT,
                "%,.0f images (95 %% interval %,.0f to %,.0f)",
                noise.scale(),
                noise.interval().low(),
                noise.interval().high())
            : "too large to be measured");
  }

  private static String reason(BatchSizes found) {
    return Double.isNaN(found.scale())
        ? "the smallest whose speed is within 3 % of the highest;\nno noise scale could be measured"
        : String.format(
            Locale.ROOT,
            "the smallest whose time to a loss is within 3 %% of the%nshortest: (noise scale + batch) / speed");
  }

  private Map<String, Object> map(BatchSizes found) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("experiment", tuned.experiment().name());
    map.put("dataset", tuned.data().name());
    map.put("threads", tuned.threads());
    map.put("batch_size", found.recommended().batch());
    List<Map<String, Object>> sizes = new ArrayList<>();
    for (BatchSpeed speed : found.speeds()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("batch_size", speed.batch());
      one.put("images_per_second", speed.imagesPerSecond());
      one.put("bytes", speed.bytes());
      one.put("relative_time", found.time(speed));
      sizes.add(one);
    }
    map.put("sizes", sizes);
    List<Map<String, Object>> noise = new ArrayList<>();
    for (Noise at : found.noise()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("steps", at.steps());
      one.put("scale", Double.isFinite(at.scale()) ? at.scale() : null);
      one.put(
          "interval_95",
          Double.isFinite(at.interval().high()) ? List.of(at.interval().low(), at.interval().high()) : null);
      noise.add(one);
    }
    map.put("gradient_noise_scale", noise);
    map.put("end", found.end());
    return map;
  }
}
