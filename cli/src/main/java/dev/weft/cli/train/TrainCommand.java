package dev.weft.cli.train;

import dev.weft.Quoted;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.ExperimentOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.UserOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Interrupt;
import dev.weft.cli.terminal.Report;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.TrainingLines;
import dev.weft.dataset.ImageDataset;
import dev.weft.diagnostics.Warnings;
import dev.weft.engine.Profile;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.experiment.Training;
import dev.weft.experiment.Trial;
import dev.weft.keras.KerasFile;
import dev.weft.page.RunPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.Recording;
import dev.weft.run.Results;
import dev.weft.run.Run;
import dev.weft.run.RunFolder;
import dev.weft.run.Warning;
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
      "e-dropout-0.1 (0.2, 0.3), e-conv-1 (2, 3). What an experiment file looks like:",
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
    Experiment asked = resume == null ? asked() : resumed();
    if (resume != null && RunFolder.isFinished(resume)) {
      return alreadyFinished();
    }
    List<Warning> known = new ArrayList<>(Warnings.of(asked));
    warn(known);
    ImageDataset data = data(asked);
    Trial trial = Trial.of(asked.on(data.name()), data);
    List<Warning> more = Warnings.before(trial).stream().filter(warning -> !known.contains(warning)).toList();
    warn(more);
    known.addAll(more);
    Path path = resume != null ? resume : out != null ? out : RunFolder.name(name.isEmpty() ? asked.name() : name);
    try (Interrupt interrupt = new Interrupt(terminal);
        RunFolder folder = resume != null ? RunFolder.resume(path) : RunFolder.create(path, trial.bytes(), overwrite);
        Recording recording = new Recording(storePlace, user.name(), terminal::note)) {
      String where = resume == null ? "into" : folder.hasCheckpoint() ? "going on in" : "from the start in";
      terminal.progress(intent(trial, threads) + ", " + where + " " + path);
      Optional<Results> results =
          new Run(trial, folder, threads, Optional.empty(), Warnings::of, name)
              .perform(lines(trial), recording, interrupt, this::sayProfile);
      terminal.clear();
      if (results.isEmpty()) {
        terminal.note("interrupted; go on with: weft train --resume " + Again.word(path.toString()) + again());
        return ExitCode.INTERRUPTED;
      }
      RunPage.of(FinishedRun.read(path), Optional.of(data)).write(path.resolve(RunFolder.REPORT));
      say(results.get());
      warn(results.get().warnings().stream().filter(warning -> !known.contains(warning)).toList());
      return 0;
    }
  }

  private void warn(List<Warning> warnings) {
    warnings.forEach(warning -> terminal.note("warning: " + warning.sentence()));
  }

  private Experiment asked() {
    if (experiment == null) {
      throw new WrongUse(
          spec, "weft train needs an experiment's name or file, such as fashion-mlp; see 'weft train --help'.");
    }
    return options.read(experiment, changes());
  }

  /** The experiment of the run to go on with, which options may name again but not change. */
  private Experiment resumed() {
    if (out != null) {
      throw new WrongUse(spec, "--resume goes on in its own folder, " + resume + "; leave out --out.");
    }
    Path file = resume.resolve(RunFolder.EXPERIMENT);
    if (!RunFolder.holdsRun(resume)) {
      throw new WrongUse(
          spec,
          resume
              + " is no run to go on with: it must be a folder with an experiment.yaml and a provenance.json that a"
              + " training wrote.");
    }
    String diverged = ProvenanceFile.read(resume).diverged();
    if (!diverged.isEmpty()) {
      throw new WrongUse(spec, "the run in %s cannot go on, as it diverged: %s".formatted(resume, diverged));
    }
    Experiment begun = ExperimentFile.read(file.toString(), List.of());
    if (experiment != null && !options.read(experiment, List.of()).name().equals(begun.name())) {
      throw new WrongUse(
          spec, "the run in %s is of the experiment %s; leave out '%s'.".formatted(resume, begun.name(), experiment));
    }
    Experiment asked = options.read(file.toString(), changes());
    begun
        .difference(asked, "there", "here")
        .ifPresent(difference -> {
          throw new WrongUse(
              spec, "the run in " + resume + " goes on only as it began: " + difference + "; leave that out.");
        });
    return begun;
  }

  /** The store may not know, if the process was killed before its last word to it. */
  private int alreadyFinished() {
    store.tellOfFinished(List.of(resume), user.name(), terminal);
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
        + threadsOption.again()
        + (json ? " --json" : "")
        + (profile ? " --profile" : "");
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    add(changes, "--epochs", "training.epochs", epochs);
    add(changes, "--batch-size", "training.batch_size", batchSize);
    add(changes, "--seed", "training.seed", seed);
    return changes;
  }

  private static void add(List<Change> changes, String option, String path, String value) {
    if (value != null) {
      changes.add(new Change(option + " " + value, path, value));
    }
  }

  /** The experiment's data set, or the built-in one where the user named none and the experiment's is nowhere. */
  private ImageDataset data(Experiment experiment) {
    boolean named = resume != null || options.namesData() || !ExperimentFile.BUILT_IN.contains(this.experiment);
    return dataOptions.load(experiment.data().dataset(), !named, terminal);
  }

  private TrainingLines lines(Trial trial) {
    return new TrainingLines(terminal, trial.experiment().training().epochs(), trial.train().size());
  }

  private static String intent(Trial trial, int threads) {
    Training training = trial.experiment().training();
    return String.format(
        Locale.ROOT,
        "%s: %,d parameters learn from %,d images of %s (epochs %d, batch size %d, seed %d, threads %d)",
        trial.experiment().name(),
        trial.network().parameters(),
        trial.train().size(),
        trial.data().name(),
        training.epochs(),
        training.batchSize(),
        training.seed(),
        threads);
  }

  private void sayProfile(Profile of) {
    if (profile) {
      terminal.say("weft: " + ProfileTable.of(of));
    }
  }

  private void say(Results results) throws IOException {
    History history = results.history();
    if (!history.reason().isEmpty()) {
      terminal.note("stopped early: " + history.reason());
    }
    history.notes().forEach(terminal::note);
    KerasFile.forWeftAlone(results.trial().network()).ifPresent(sentence -> terminal.note("note: " + sentence));
    if (json) {
      terminal.out().print(Files.readString(results.folder().resolve(RunFolder.METRICS)));
      return;
    }
    PrintStream out = terminal.out();
    Trial trial = results.trial();
    out.println(trial.network().summary());
    results.validation().ifPresent(scores -> out.println(Report.shortly("Validation", scores)));
    out.println(
        Report.of("Test set of " + trial.data().name(), results.test(), trial.train().classNames(), terminal.width()));
    out.println(
        "Trained in %s. Written to %s: experiment.yaml, history.csv, metrics.json,"
            .formatted(TrainingLines.time(results.trainSeconds()), results.folder()));
    out.println("predictions.csv, model.keras, provenance.json and, to look at, " + RunFolder.REPORT);
  }
}
