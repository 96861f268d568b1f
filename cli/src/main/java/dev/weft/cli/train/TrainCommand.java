package dev.weft.cli.train;

import dev.weft.Quoted;
import dev.weft.Seconds;
import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.ExperimentOptions;
import dev.weft.cli.options.HeldOutOption;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.TrackingOptions;
import dev.weft.cli.options.UserOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Report;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.experiment.Trial;
import dev.weft.experiment.Validation;
import dev.weft.explain.MistakeExplainer;
import dev.weft.keras.KerasFile;
import dev.weft.model.Graph;
import dev.weft.page.run.RunPage;
import dev.weft.run.BegunRun;
import dev.weft.run.FinishedRun;
import dev.weft.run.PastRuns;
import dev.weft.run.Results;
import dev.weft.run.RunFolder;
import dev.weft.run.Tracking;
import dev.weft.study.Interrupt;
import dev.weft.study.TrialRunner;
import dev.weft.train.History;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft train}: does an experiment. */
@Command(
    name = "train",
    header = "Trains a network, evaluates it, and keeps all that comes of it in a folder.",
    footer = {
      "",
      "  weft train fashion-mlp                        a built-in experiment",
      "  weft train fashion-mlp --epochs 3 --data mnist",
      "  weft train b-cnn --set model.5.Dropout.rate=0.3 --out runs/less-dropout",
      "  weft train mine.yaml                          an experiment of your own",
      "  weft train b-cnn --name faster --batch-size 64",
      "  weft train --resume runs/less-dropout         go on after Ctrl-C or a crash",
      "",
      "Built-in experiments: fashion-mlp, a-fc, a-cnn, b-shallow, b-shallow-poisson,",
      "b-cnn, c-fc, c-lenet, d-1 to d-6, e-epochs-50 (100, 200), e-depth-2 (3),",
      "e-dropout-0.1 (0.2, 0.3), e-conv-1 (2, 3); recipes: mnist-99, mnist-best,",
      "fashion-92, fashion-best. What an experiment file looks like:",
      "",
      "  name: digits",
      "  data: { dataset: mnist, validation: { fraction: 0.2 } }",
      "  model:",
      "    - Flatten",
      "    - Dense: { units: 64, activation: relu }",
      "    - Dense: { units: 10, activation: softmax }",
      "  training:",
      "    optimizer: { Adam: { learning_rate: 0.001 } }",
      "    loss: sparse_categorical_crossentropy",
      "    epochs: 5"
    })
public final class TrainCommand implements Callable<Integer> {
  private static final String OWN_NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}";

  /** Of the training images, to validate on. */
  private static final double USUAL_SHARE = 0.1;

  /** Of a network of at most so many layers, the table is printed. */
  private static final int LAYERS_PRINTED = 40;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = "A built-in experiment or an experiment file.")
  private String experiment;

  @Mixin private ExperimentOptions options;

  @Mixin private DataOptions dataOptions;

  @Option(names = "--epochs", paramLabel = "N", description = "How often to go through the training images.")
  private String epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "How many images a step takes.")
  private String batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where chance begins; the same seed gives the same weights.")
  private String seed;

  @Mixin private ThreadsOption threadsOption;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to keep the run, instead of a new folder in runs/.")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Into a folder that is not empty: delete the run in it, and write beside what else is there.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with an interrupted run: its folder, name or id, or 'latest'.")
  private Path resume;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the run, instead of how its folder is called.")
  private String name = "";

  @Mixin private StoreOption store;

  @Mixin private UserOption user;

  @Mixin private TrackingOptions trackers;

  @Option(names = "--strict", description = "Accept no image of your own that cannot be read.")
  private boolean strict;

  @Mixin private HeldOutOption heldOut;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Option(names = "--profile", description = "Say for each layer where the time went, and how fast its products were.")
  private boolean profile;

  public TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    int threads = threadsOption.count();
    String storePlace = store.place();
    resume = resume == null ? null : store.runFolder(resume.toString());
    checkName();
    BegunRun begun = resume == null ? null : begun();
    Experiment asked = begun == null ? asked() : begun.experiment();
    if (begun != null && RunFolder.isFinished(resume)) {
      return alreadyFinished(storePlace);
    }
    ImageDataset set = data(asked.data().source());
    TrialRunner runner =
        begun == null ? TrialRunner.of(fitted(asked, set)).folder(out).overwrite(overwrite) : TrialRunner.resume(begun);
    TrialLines lines = new TrialLines(terminal, profile);
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."));
        Tracking tracking = trackers.tracking(terminal::note)) {
      Optional<Results> results =
          runner
              .name(name)
              .threads(threads)
              .store(storePlace, user.name())
              .data(name -> set)
              .events(lines)
              .callback(lines)
              .tracking(tracking)
              .stop(interrupt)
              .run();
      terminal.clear();
      if (results.isEmpty()) {
        terminal.note(
            "interrupted; go on with: weft train --resume " + Again.word(lines.folder().toString()) + again());
        return ExitCode.INTERRUPTED;
      }
      Path path = results.get().folder();
      writePage(FinishedRun.read(path), results.get().trial().data(), threads, interrupt);
      tracking.filesAdded(path);
      say(results.get());
      results.get().warnings().forEach(lines::warn);
      return 0;
    }
  }

  /** With explanations of mistakes, until an interrupt. */
  private void writePage(FinishedRun run, ImageDataset data, int threads, BooleanSupplier stop) {
    MistakeExplainer explainer = new MistakeExplainer(run, data, Optional.empty(), threads, stop, terminal);
    RunPage.of(run, Optional.of(data), explainer::explain).write(run.folder().resolve(RunFolder.REPORT));
    terminal.clear();
  }

  private Experiment asked() {
    if (experiment == null) {
      throw new WrongUse(
          spec, "weft train needs an experiment's name or file, such as fashion-mlp; see 'weft train --help'.");
    }
    return options.read(experiment, changes());
  }

  /** The run to go on with, whose settings options may name again but not change. */
  private BegunRun begun() {
    if (out != null) {
      throw new WrongUse(spec, "--resume goes on in its own folder, " + resume + "; leave out --out.");
    }
    try {
      BegunRun begun = BegunRun.read(resume);
      requireSameName(begun);
      begun.requireSame(options.read(begun.file().toString(), changes()));
      return begun;
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private void requireSameName(BegunRun begun) {
    String name = begun.experiment().name();
    if (experiment != null && !options.read(experiment, List.of()).name().equals(name)) {
      throw new WrongUse(
          spec, "the run in %s is of the experiment %s; leave out '%s'.".formatted(resume, name, experiment));
    }
  }

  /** The store may not know, if the process was killed before its last word to it. */
  private int alreadyFinished(String storePlace) {
    PastRuns.enterFinished(storePlace, List.of(resume), user.name(), terminal::note);
    terminal.note(
        "the run in %s is finished; its results are in %s".formatted(resume, resume.resolve(RunFolder.METRICS)));
    return 0;
  }

  private void checkName() {
    if (!name.isEmpty() && (!name.matches(OWN_NAME) || name.equals("latest"))) {
      throw new WrongUse(
          spec,
          "--name must be at most 64 letters, digits, spaces, dots, hyphens and underscores, begin with a letter or"
              + " digit, and not be 'latest'; received "
              + Quoted.text(name)
              + ".");
    }
  }

  /** The options that a person has to say again. */
  private String again() {
    return dataOptions.again()
        + store.again()
        + user.again()
        + trackers.again()
        + threadsOption.again()
        + (json ? " --json" : "")
        + (profile ? " --profile" : "");
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>(heldOut.changes());
    add(changes, "--epochs", "training.epochs", epochs);
    add(changes, "--batch-size", "training.batch_size", batchSize);
    add(changes, "--seed", "training.seed", seed);
    if (strict) {
      changes.add(new Change("--strict", "data.strict", "true"));
    }
    return changes;
  }

  /** A validation that was chosen for other images becomes a share of these, of every class. */
  private Experiment validated(Experiment experiment) {
    Validation mine = experiment.data().validation();
    Validation share =
        switch (mine) {
          case Validation.First first -> new Validation.Stratified(USUAL_SHARE);
          case Validation.Test test -> new Validation.Stratified(USUAL_SHARE);
          case Validation.Fraction last -> new Validation.Stratified(last.fraction());
          default -> mine;
        };
    if (!share.equals(mine)) {
      terminal.note(
          String.format(
              Locale.ROOT,
              "%.0f %% of the training images validate, a share of each class; the experiment's own validation is for"
                  + " other images.",
              100 * ((Validation.Stratified) share).stratified()));
    }
    return experiment.validatedOn(share);
  }

  private static void add(List<Change> changes, String option, String path, String value) {
    if (value != null) {
      changes.add(new Change(option + " " + value, path, value));
    }
  }

  /** A data set, or the built-in one where the user named none and the experiment's is nowhere. */
  private ImageDataset data(DataSource source) {
    boolean named = resume != null || options.namesData() || !ExperimentFile.BUILT_IN.contains(experiment);
    return dataOptions.load(source, !named, terminal);
  }

  /** An experiment that was made for other images gets a last layer for the classes of these. */
  private Experiment fitted(Experiment experiment, ImageDataset set) {
    boolean unused = set.validation().isPresent() && !(experiment.data().validation() instanceof Validation.Given);
    if (!options.replacesData()) {
      if (set.isOwn()) {
        options.requireFits(this.experiment, changes(), set.train());
      }
      if (unused) {
        terminal.note(
            "the validation part of %s is not used, as the experiment validates otherwise; validation: given uses it."
                .formatted(set.name()));
      }
      return experiment;
    }
    Experiment fitted = experiment.forClasses(set.train().classes());
    if (!fitted.equals(experiment)) {
      terminal.note("the last layer has " + set.train().classes() + " units, one for each class.");
    }
    if (unused) {
      terminal.note("the validation part of %s validates, not a part of its training images.".formatted(set.name()));
      return fitted.validatedOn(new Validation.Given());
    }
    return set.isOwn() ? validated(fitted) : fitted;
  }

  private void say(Results results) throws IOException {
    History history = results.history();
    if (!history.reason().isEmpty()) {
      terminal.note("stopped early: " + history.reason());
    }
    history.notes().forEach(terminal::note);
    if (results.validation().isEmpty()) {
      terminal.note("note: without validation images nothing says how far the probabilities can be believed.");
    }
    KerasFile.forWeftAlone(results.trial().network()).ifPresent(sentence -> terminal.note("note: " + sentence));
    if (json) {
      terminal.out().print(Files.readString(results.folder().resolve(RunFolder.METRICS)));
      return;
    }
    PrintStream out = terminal.out();
    Trial trial = results.trial();
    out.println(table(trial.trained(), results.folder()));
    results.validation().ifPresent(scores -> out.println(Report.shortly("Validation", scores)));
    out.println(
        Report.of(
            HeldOutOption.tested(trial.experiment().data().source(), trial.data().name()),
            results.test(),
            trial.train().classNames(),
            terminal.width()));
    results
        .plain()
        .forEach(
            (part, scores) -> out.println(Report.shortly("Without test-time augmentation, " + part.images(), scores)));
    out.println(
        "Trained in %s. Written to %s: experiment.yaml, history.csv, metrics.json,"
            .formatted(Seconds.text(results.trainSeconds()), results.folder()));
    out.println("predictions.csv, model.keras, provenance.json and, to look at, " + RunFolder.REPORT);
  }

  /** Keras's table of a network; of a large one, which would hide what else is printed, where it is to be had. */
  private static String table(Graph network, Path folder) {
    int layers = network.nodes().size();
    return layers <= LAYERS_PRINTED
        ? network.summary()
        : String.format(
            Locale.ROOT,
            "Network: %d layers, %,d parameters; to see them: weft model %s%n",
            layers,
            network.parameters(),
            Again.word(folder.toString()));
  }
}
