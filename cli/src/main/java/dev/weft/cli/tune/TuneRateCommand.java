package dev.weft.cli.tune;

import dev.weft.Decimal;
import dev.weft.WholeFile;
import dev.weft.chart.Chart;
import dev.weft.chart.ChartFormat;
import dev.weft.chart.Charts;
import dev.weft.chart.Line;
import dev.weft.chart.ValueRange;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.AsciiCurve;
import dev.weft.cli.terminal.Terminal;
import dev.weft.config.Config;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Yaml;
import dev.weft.keras.Json;
import dev.weft.metrics.Metric;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import dev.weft.study.Interrupt;
import dev.weft.study.tune.RateCurve;
import dev.weft.study.tune.RateSuggestion;
import dev.weft.study.tune.RateSweep;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** {@code weft tune lr}: the learning rate at which the loss falls fastest. */
@Command(
    name = "lr",
    header = "Finds a learning rate: raises it step by step, and looks where the loss falls fastest.",
    footer = {
      "",
      "  weft tune lr fashion-mlp",
      "  weft tune lr mine.yaml --out figures        with its chart as SVG and PNG",
      "  weft tune lr mine.yaml --from 1e-8 --to 1   other ends",
      "  weft tune lr mine.yaml --set training.batch_size=128"
    })
final class TuneRateCommand implements Callable<Integer> {
  private static final int HEIGHT = 14;
  private static final String FIRST_STAGE = "training.stages.0.";

  /** The words for a highest rate, in schedules that have one. */
  private static final List<String> HIGHEST =
      List.of("max_learning_rate", "warmup_target", "initial_learning_rate", EpochResult.LEARNING_RATE);

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private TunedExperiment tuned;

  @Option(names = "--from", paramLabel = "RATE", description = "The first learning rate, 0.000001 by default.")
  private double from = RateSweep.of().low();

  @Option(names = "--to", paramLabel = "RATE", description = "The last learning rate, 10 by default.")
  private double to = RateSweep.of().high();

  @Option(names = "--steps", paramLabel = "N", description = "How many steps from one to the other, 200 by default.")
  private int steps = RateSweep.of().steps();

  @Option(names = "--seeds", paramLabel = "N", description = "How many such trainings are averaged, 3 by default.")
  private int seeds = RateSweep.of().seeds();

  @Option(names = "--out", paramLabel = "DIR", description = "Write learning-rate.svg, .png and .json into a folder.")
  private Path out;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  TuneRateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    RateSweep sweep = sweep();
    tuned.open(terminal);
    Experiment experiment = tuned.experiment();
    terminal.progress(
        "%s on %s: %s steps from a learning rate of %s to %s, %s"
            .formatted(
                experiment.name(),
                tuned.data().name(),
                steps,
                Decimal.text(from),
                Decimal.text(to),
                seeds == 1 ? "1 seed" : seeds + " seeds"));
    List<RateCurve> curves;
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."))) {
      curves = sweep.run(experiment, tuned.data(), tuned.threads(), new Progress(), interrupt);
      terminal.clear();
      if (interrupt.getAsBoolean()) {
        return ExitCode.INTERRUPTED;
      }
    }
    RateSuggestion found = RateSuggestion.of(curves);
    if (json) {
      terminal.out().print(Json.pretty(map(found)));
    } else {
      print(experiment, found, curves);
    }
    if (out != null) {
      write(found, curves);
    }
    return 0;
  }

  private RateSweep sweep() {
    try {
      return new RateSweep(from, to, steps, seeds);
    } catch (IllegalArgumentException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private final class Progress implements Callback {
    private int seed;
    private int done;

    @Override
    public void trainBegin(Model model, Fit fit) {
      seed++;
      done = 0;
    }

    @Override
    public Verdict batchEnd(int epoch, int step, int of, double loss, double accuracy) {
      done++;
      if (terminal.mayShow()) {
        terminal.status(String.format(Locale.ROOT, "seed %d of %d: step %d of %d", seed, seeds, done, steps));
      }
      return Verdict.CONTINUE;
    }
  }

  private void print(Experiment experiment, RateSuggestion found, List<RateCurve> curves) {
    int shown = shown(found);
    terminal
        .out()
        .print(
            AsciiCurve.of(
                Arrays.copyOf(found.rates(), shown),
                Arrays.copyOf(found.losses(), shown),
                found.steepest(),
                Math.min(80, terminal.columns()),
                HEIGHT));
    terminal.out().println("  learning rate, against the mean loss of " + words(curves) + ", smoothed");
    terminal.out().println();
    String rate = Decimal.text(found.rate());
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "Suggested: %s, where the loss falls fastest (*).%nIt is lowest at %s%s.%n",
            rate,
            Decimal.text(found.rates()[found.lowest()], 2),
            found.lowest() < found.rates().length - 1
                ? ", and rises beyond"
                : "; the highest rate tried was no worse, so look further with --to");
    printLine(experiment, found.rate());
  }

  /** What to write into the file. */
  private void printLine(Experiment experiment, double rate) {
    Optimizer optimizer = experiment.training().inStages().getFirst().optimizer();
    Schedule schedule = optimizer.learningRate();
    String path = path(optimizer);
    if (schedule instanceof Schedule.Constant) {
      boolean isStages = path.startsWith(FIRST_STAGE);
      terminal.out().println("In the file, " + (isStages ? "in the first of the stages" : "below 'training'") + ":\n");
      terminal.out().print(settings(optimizer, rate).indent(2));
      terminal.out().println("\nOr: weft train " + tuned.again() + " --set " + path + "=" + Decimal.text(rate));
      return;
    }
    String kind = Config.kind(schedule);
    Map<String, Object> arguments = Config.arguments((Record) schedule);
    String highest =
        HIGHEST.stream()
            .filter(name -> arguments.get(name) != null)
            .findFirst()
            .map(name -> ", " + path + "." + kind + "." + name)
            .orElse("");
    terminal
        .out()
        .println("The schedule " + kind + " was left out; the suggestion is for its highest rate" + highest + ".");
  }

  /** Where the learning rate of the first stage stands. */
  private String path(Optimizer optimizer) {
    if (hasOwnRate()) {
      return FIRST_STAGE + EpochResult.LEARNING_RATE;
    }
    boolean own = tuned.firstStage().map(stage -> stage.optimizer() != null).orElse(false);
    return (own ? FIRST_STAGE : "training.") + "optimizer." + optimizer.kind() + "." + EpochResult.LEARNING_RATE;
  }

  private boolean hasOwnRate() {
    return tuned.firstStage().map(stage -> stage.learningRate() != null).orElse(false);
  }

  /** The learning rate there, with what else the optimizer says. */
  private String settings(Optimizer optimizer, double rate) {
    if (hasOwnRate()) {
      return EpochResult.LEARNING_RATE + ": " + Decimal.text(rate);
    }
    Map<String, Object> changed = Config.arguments((Record) optimizer.learningRate(Schedule.of(rate)));
    changed.entrySet().removeAll(Config.arguments((Record) Config.read(Optimizer.class, optimizer.kind())).entrySet());
    changed.put(EpochResult.LEARNING_RATE, rate);
    return Yaml.text(Map.of("optimizer", Map.of(optimizer.kind(), changed)));
  }

  /** Up to where the loss comes back to where it began. */
  private static int shown(RateSuggestion found) {
    int shown = found.lowest() + 1;
    while (shown < found.rates().length && found.losses()[shown - 1] <= found.losses()[0]) {
      shown++;
    }
    return shown;
  }

  private String words(List<RateCurve> curves) {
    return curves.size() == 1 ? "1 seed" : curves.size() + " seeds";
  }

  private Chart chart(RateSuggestion found, List<RateCurve> curves) {
    int shown = shown(found);
    double[] rates = Arrays.copyOf(found.rates(), shown);
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("mean, smoothed", rates, Arrays.copyOf(found.losses(), shown)));
    curves.forEach(curve -> lines.add(Line.of("seed " + curve.seed(), rates, Arrays.copyOf(curve.losses(), shown))));
    return Charts.lines(
            tuned.experiment().name() + ": loss by learning rate",
            "learning rate",
            Metric.LOSS.words(),
            ValueRange.FITTED,
            lines)
        .subtitled("falls fastest at " + Decimal.text(found.rate()));
  }

  private Map<String, Object> map(RateSuggestion found) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("experiment", tuned.experiment().name());
    map.put("dataset", tuned.data().name());
    map.put("optimizer", tuned.experiment().training().inStages().getFirst().optimizer().kind());
    map.put("batch_size", tuned.experiment().training().inStages().getFirst().batchSize());
    map.put("steps", steps);
    map.put("seeds", seeds);
    map.put(EpochResult.LEARNING_RATE, found.rate());
    map.put("lowest_loss_at", found.rates()[found.lowest()]);
    map.put("rates", Arrays.stream(found.rates()).boxed().toList());
    map.put("losses", Arrays.stream(found.losses()).boxed().toList());
    return map;
  }

  private void write(RateSuggestion found, List<RateCurve> curves) throws IOException {
    Files.createDirectories(out);
    Chart chart = chart(found, curves);
    ChartFormat.SVG.write(chart, out, "learning-rate");
    ChartFormat.PNG.write(chart, out, "learning-rate");
    WholeFile.write(out.resolve("learning-rate.json"), Json.pretty(map(found)));
    terminal.note("written to " + out + ": learning-rate.svg, learning-rate.png, learning-rate.json");
  }
}
