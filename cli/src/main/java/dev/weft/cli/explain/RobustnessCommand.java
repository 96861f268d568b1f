package dev.weft.cli.explain;

import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.explain.robustness.CorruptionError;
import dev.weft.explain.robustness.Robustness;
import dev.weft.explain.robustness.RobustnessFile;
import dev.weft.explain.robustness.RunRobustness;
import dev.weft.keras.Json;
import dev.weft.run.FinishedRun;
import dev.weft.study.Interrupt;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "  weft robustness latest                            15 corruptions, curves, attacks",
      "  weft robustness latest --baseline digits          mean corruption error relative to digits",
      "  weft robustness digits faster --no-attacks        two runs side by side",
      "  weft robustness latest --corruptions fog,jpeg     these two alone",
      "",
      "What is measured is kept in the run's folder: the next call measures only what is missing. Runs that were",
      "measured have further columns in 'weft runs', comparisons and studies."
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

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  public RobustnessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> asked = new ArrayList<>(names.stream().distinct().toList());
    if (baseline != null && !asked.contains(baseline)) {
      asked.add(baseline);
    }
    Map<String, Robustness> measured = new LinkedHashMap<>();
    Map<String, String> titles = new LinkedHashMap<>();
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."))) {
      for (String name : asked) {
        FinishedRun run = FinishedRun.read(store.runFolder(name));
        Robustness robustness = measure(run, interrupt);
        terminal.clear();
        if (!robustness.isFinished()) {
          terminal.note("interrupted; go on with: weft robustness " + again());
          return ExitCode.INTERRUPTED;
        }
        measured.put(name, robustness);
        titles.put(name, run.name());
      }
    }
    Optional<Robustness> relativeTo = Optional.ofNullable(baseline).map(measured::get);
    List<String> shown = names.stream().distinct().toList();
    if (json) {
      terminal.out().print(Json.pretty(map(shown, measured, relativeTo)));
      return 0;
    }
    for (String name : shown) {
      Robustness one = measured.get(name);
      Optional<CorruptionError> error = relativeTo.map(base -> CorruptionError.of(one, base));
      terminal.out().println(RobustnessText.of(titles.get(name), one, error, titles.get(baseline), terminal.width()));
    }
    if (shown.size() > 1) {
      List<Robustness> all = shown.stream().map(measured::get).toList();
      terminal.out().println(RobustnessText.compared(shown.stream().map(titles::get).toList(), all, terminal.width()));
    }
    return 0;
  }

  private Robustness measure(FinishedRun run, BooleanSupplier stop) {
    ImageDataset data =
        dataOptions.again(run.experiment().data().source(), run.provenance().datasetChecksum(), terminal);
    run.requireFits(data);
    try (RunRobustness of = RunRobustness.of(run, data)) {
      of.notes().forEach(terminal::note);
      Robustness robustness = of.measure(options.plan(data.test().channels()), threads.count(), terminal, stop);
      if (robustness.isFinished() && store.isThere()) {
        record(run.folder());
      }
      return robustness;
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

  private Map<String, Object> map(List<String> shown, Map<String, Robustness> measured, Optional<Robustness> base) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name : shown) {
      Map<String, Object> one = RobustnessFile.summary(measured.get(name));
      base.ifPresent(of -> one.put("relative_to_baseline", CorruptionError.of(measured.get(name), of).toMap(baseline)));
      map.put(name, one);
    }
    return map;
  }

  private String again() {
    return names.stream().map(Again::word).collect(Collectors.joining(" "))
        + (baseline == null ? "" : Again.option("--baseline", baseline))
        + options.again()
        + dataOptions.again()
        + threads.again()
        + store.again()
        + (json ? " --json" : "");
  }
}
