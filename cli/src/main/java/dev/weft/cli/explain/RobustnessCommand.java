package dev.weft.cli.explain;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.chart.ChartFormat;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.explain.robustness.CorruptionError;
import dev.weft.explain.robustness.Robustness;
import dev.weft.explain.robustness.RobustnessFile;
import dev.weft.explain.robustness.RunRobustness;
import dev.weft.keras.Json;
import dev.weft.page.robustness.RobustnessCharts;
import dev.weft.page.robustness.RobustnessPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.FurtherMetrics;
import dev.weft.study.Interrupt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft robustness}: how well networks hold on images that are not as those that they learned. */
@Command(
    name = "robustness",
    header = "Measures runs on corrupted, moved and attacked test images.",
    footer = {
      "",
      "  weft robustness latest                         all, and robustness.html",
      "  weft robustness latest --baseline digits       errors relative to digits'",
      "  weft robustness digits faster --no-attacks     two runs side by side",
      "  weft robustness latest --corruptions fog,jpeg  these two alone",
      "",
      "What is measured is kept in the run's folder: the next call measures only what",
      "is missing. Runs that were measured have further columns in 'weft runs',",
      "comparisons and studies."
    })
public final class RobustnessCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Finished runs: folders, names or ids, or 'latest'.")
  private List<String> names;

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description = "The run whose error on each corruption counts as 100 %%.")
  private String baseline;

  @Mixin private RobustnessOptions options;

  @Mixin private DataOptions dataOptions;

  @Mixin private ThreadsOption threads;

  @Mixin private StoreOption store;

  @Option(names = "--csv", description = "Write each accuracy with its interval into the run's folder, as CSV.")
  private boolean csv;

  @Option(names = "--charts", description = "Write charts and corrupted images into the run's folder, as PNG.")
  private boolean charts;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  private final Map<DataSource, ImageDataset> sets = new HashMap<>();

  public RobustnessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A run that is measured.
   *
   * @param test the images that it was measured on
   */
  private record Finished(FinishedRun run, ImageSet test, Robustness robustness) {}

  @Override
  public Integer call() {
    List<String> asked = new ArrayList<>(names.stream().distinct().toList());
    if (baseline != null && !asked.contains(baseline)) {
      asked.add(baseline);
    }
    Map<String, Finished> measured = new LinkedHashMap<>();
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."))) {
      for (String name : asked) {
        Finished one = measure(FinishedRun.read(store.runFolder(name)), interrupt);
        terminal.clear();
        if (!one.robustness().isFinished()) {
          terminal.note("interrupted; go on with: weft robustness " + again());
          return ExitCode.INTERRUPTED;
        }
        measured.put(name, one);
      }
    }
    Optional<Finished> base = Optional.ofNullable(baseline).map(measured::get);
    List<Finished> shown = names.stream().distinct().map(measured::get).toList();
    Map<String, Object> summaries = new LinkedHashMap<>();
    for (String name : names.stream().distinct().toList()) {
      Finished one = measured.get(name);
      Optional<CorruptionError> error = base.map(of -> CorruptionError.of(one.robustness(), of.robustness()));
      String baseName = base.map(of -> of.run().name()).orElse("");
      Map<String, Object> summary = RobustnessFile.summary(one.robustness());
      error.ifPresent(of -> summary.put("relative_to_baseline", of.toMap(baseName)));
      summaries.put(summaries.containsKey(one.run().name()) ? name : one.run().name(), summary);
      write(one, error, baseName);
    }
    if (json) {
      terminal.out().print(Json.pretty(summaries));
    } else if (shown.size() > 1) {
      terminal
          .out()
          .println(
              RobustnessText.compared(
                  shown.stream().map(one -> one.run().name()).toList(),
                  shown.stream().map(Finished::robustness).toList(),
                  terminal.width()));
    }
    return 0;
  }

  private Finished measure(FinishedRun run, BooleanSupplier stop) {
    ImageDataset data = data(run);
    run.requireFits(data);
    try (RunRobustness of = RunRobustness.of(run, data)) {
      of.notes().forEach(terminal::note);
      Robustness robustness = of.measure(options.plan(data.test().channels()), threads.count(), terminal, stop);
      if (robustness.isFinished() && store.isThere()) {
        record(run.folder());
      }
      return new Finished(run, data.test(), robustness);
    }
  }

  private ImageDataset data(FinishedRun run) {
    DataSource source = run.experiment().data().source();
    return sets.computeIfAbsent(source, _ -> dataOptions.again(source, run.provenance().datasetChecksum(), terminal));
  }

  /** The text, the page and, where they are asked for, tables and charts. */
  private void write(Finished one, Optional<CorruptionError> error, String baseName) {
    String name = one.run().name();
    Path page = one.run().folder().resolve(FurtherMetrics.ROBUSTNESS_PAGE);
    RobustnessPage.of(one.run(), one.robustness(), one.test(), error, baseName, command(one.run())).write(page);
    if (!json) {
      terminal.out().println(RobustnessText.of(name, one.robustness(), error, baseName, terminal.width()));
      terminal.out().println("Written to " + StoreOption.near(page));
    }
    if (csv) {
      Path table = one.run().folder().resolve("robustness.csv");
      WholeFile.write(table, RobustnessFile.csv(one.robustness()));
      say(table);
    }
    if (charts) {
      RobustnessCharts.of(name, one.robustness(), one.test())
          .forEach((file, chart) -> say(ChartFormat.PNG.write(chart, chartFolder(one.run()), file)));
    }
  }

  private void say(Path file) {
    if (!json) {
      terminal.out().println(StoreOption.near(file));
    }
  }

  private static Path chartFolder(FinishedRun run) {
    Path folder = run.folder().resolve("charts");
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new WeftException("the charts must go into a folder that can be written; %s cannot.".formatted(folder), e);
    }
  }

  /** What a store knows of the run gets the figures, too. */
  private void record(Path folder) {
    try {
      RunRobustness.record(store.place(), folder);
    } catch (WeftException e) {
      terminal.note("warning: the store does not have the figures: " + e.getMessage());
    }
  }

  /** What gives the same figures of one run again. */
  private String command(FinishedRun run) {
    return "weft robustness " + Again.word(run.name()) + asked();
  }

  private String asked() {
    return (baseline == null ? "" : Again.option("--baseline", baseline)) + options.again();
  }

  private String again() {
    return names.stream().map(Again::word).collect(Collectors.joining(" "))
        + asked()
        + dataOptions.again()
        + threads.again()
        + store.again()
        + (csv ? " --csv" : "")
        + (charts ? " --charts" : "")
        + (json ? " --json" : "");
  }
}
