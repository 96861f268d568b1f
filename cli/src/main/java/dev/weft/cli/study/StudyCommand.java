package dev.weft.cli.study;

import dev.weft.WeftException;
import dev.weft.cli.cluster.ClusterOption;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.options.HeldOutOption;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.TrackingOptions;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.explain.robustness.StudyRobustness;
import dev.weft.keras.Json;
import dev.weft.page.Page;
import dev.weft.page.study.StudyPage;
import dev.weft.page.study.TrialPages;
import dev.weft.run.Tracking;
import dev.weft.study.FinishedStudy;
import dev.weft.study.Interrupt;
import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyRunner;
import dev.weft.study.TrialArray;
import dev.weft.study.TrialResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft study}: many trainings, compared. */
@Command(
    name = "study",
    header = "Trains what a study describes, and compares it.",
    footer = {
      "",
      "  weft study report-d                 a built-in study",
      "  weft study mine.yaml --workers 2    a study of your own, two trainings at once",
      "  weft study mine.yaml --resume       go on after Ctrl-C or a crash",
      "  weft study mine.yaml --on spark://HOST:7077    on a cluster of Apache Spark",
      "  weft study mine.yaml --export-jobs jobs   an array of jobs for Slurm or Kubernetes",
      "",
      "Built-in studies: report-a to report-e. What a study file looks like:",
      "",
      "  name: batches",
      "  base: d-1                    # an experiment's name, file, or settings",
      "  grid:                        # or random, bayesian, hyperband, or variants",
      "    training.batch_size: [16, 64]",
      "    training.optimizer: [Adam, RMSprop]",
      "  repeats: 3                   # or cross_validation: { folds: 5 }",
      "  select: { metric: accuracy, on: validation }"
    })
public final class StudyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|FILE", description = "A built-in study or a study file.")
  private String name;

  @Mixin private PoolOptions pool;

  @Mixin private ClusterOption cluster;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  @Mixin private TrackingOptions trackers;

  @Mixin private JobOptions jobs;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to keep the study, instead of studies/NAME.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the study in its folder.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description = "Replace the study that is in its folder, and write beside what else lies there.")
  private boolean overwrite;

  @Mixin private HeldOutOption heldOut;

  @Option(names = "--all", description = "Print each recipe and each comparison, however many they are.")
  private boolean all;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  public StudyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Study study = read();
    jobs.check(resume, overwrite, !trackers.again().isEmpty(), cluster.isGiven());
    if (cluster.isGiven()) {
      pool.threadsOfEach();
      OptionalInt elsewhere = cluster.delegated(terminal);
      if (elsewhere.isPresent()) {
        return elsewhere.getAsInt();
      }
    }
    Path path = out == null ? Path.of("studies", study.name()) : out;
    if (jobs.export().isPresent()) {
      return export(study, path, jobs.export().get());
    }
    if (jobs.isOneTrial()) {
      return trainOne(study, path);
    }
    String goOn = "weft study " + Again.word(name) + " --resume" + again();
    Optional<StudyResults> results;
    try (Tracking tracking = trackers.tracking(terminal::note)) {
      results =
          run(
              study,
              path,
              resume,
              overwrite,
              pool,
              cluster,
              dataOptions,
              Optional.of(store.place()),
              tracking,
              goOn,
              terminal);
    }
    if (results.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    terminal
        .out()
        .print(json ? Json.pretty(results.get().toMap()) : StudyTable.of(results.get(), all, terminal.width()));
    if (!json) {
      terminal
          .out()
          .println(
              "Written to %s: results.csv, results.json, a folder for each training and, to look at, %s"
                  .formatted(path, Page.FILE));
    }
    return code(results.get());
  }

  /** A study with a training that failed ends as a failed one. */
  static int code(StudyResults results) {
    return results.trials().stream().anyMatch(TrialResult::hasFailed) ? ExitCode.FAILED : 0;
  }

  private Study read() {
    try {
      return StudyFile.read(name, heldOut.changes());
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private int export(Study study, Path path, Path folder) {
    TrialArray array = array(study);
    if (FinishedStudy.isStudy(path) && !resume) {
      throw new WeftException(
          "%s holds a study already; have jobs go on with it by --resume, or choose another folder with --out."
              .formatted(path));
    }
    array.requireFitting(DataSource.once(source -> dataOptions.load(source, false, terminal)));
    JobCommand command = new JobCommand(path, store.place(), pool.user(), dataOptions.folder());
    JobFiles files = new JobFiles(array, folder, command, pool.threadsOfAJob(), pool.atOnce(array.trials().size()));
    terminal.out().println(files.write(overwrite));
    return 0;
  }

  private int trainOne(Study study, Path path) {
    TrialArray array = array(study);
    int index = jobs.trial(array);
    boolean isServer = store.place().startsWith("jdbc:"); // a file is for one machine
    StudyRunner runner =
        StudyRunner.of(study)
            .folder(path)
            .workers(1, pool.threads())
            .data(source -> dataOptions.load(source, false, terminal))
            .store(store.place(), pool.user())
            .robustness(new StudyRobustness(isServer ? Optional.of(store.place()) : Optional.empty(), terminal::note));
    return new TrialJob(array, index, terminal).run(isServer ? runner : runner.unrecorded());
  }

  private TrialArray array(Study study) {
    try {
      return TrialArray.of(study);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private String again() {
    return (out == null ? "" : Again.option("--out", out))
        + heldOut.again()
        + pool.again()
        + cluster.again()
        + dataOptions.again()
        + store.again()
        + trackers.again()
        + (all ? " --all" : "")
        + (json ? " --json" : "");
  }

  /**
   * Carries a study out on this machine or a cluster, shows how it goes, and writes its pages; nothing if it was
   * interrupted.
   *
   * @param store the place of the store that records its trainings; empty for none
   * @param tracking says to other programs how they go
   */
  static Optional<StudyResults> run(
      Study study,
      Path path,
      boolean resume,
      boolean overwrite,
      PoolOptions pool,
      ClusterOption cluster,
      DataOptions data,
      Optional<String> store,
      Tracking tracking,
      String goOn,
      Terminal terminal) {
    boolean isHere = !cluster.isGiven();
    StudyLines lines = new StudyLines(terminal, study, isHere ? Optional.empty() : Optional.of(cluster.address()));
    Function<DataSource, ImageDataset> images = DataSource.once(source -> data.load(source, false, terminal));
    StudyRunner runner =
        StudyRunner.of(study)
            .folder(path)
            .resume(resume)
            .overwrite(overwrite)
            .data(images)
            .events(lines)
            .tracking(tracking)
            .watcher(lines);
    if (isHere) {
      runner.workers(pool.workers(study.planned()), pool.threads());
    } else {
      runner.workers(1, pool.threadsOfEach()).executor(setup -> cluster.cluster().pool(cluster.address(), setup));
    }
    store.ifPresentOrElse(
        place -> runner.store(place, pool.user()).robustness(new StudyRobustness(store, terminal::note)),
        runner::unrecorded);
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."))) {
      Optional<StudyResults> results = runner.stop(interrupt).run();
      terminal.clear();
      if (results.isEmpty()) {
        terminal.note("interrupted; go on with: " + goOn); // while the interrupt still keeps the process
      }
      results.ifPresent(all -> writePages(all, path.resolve(Page.FILE), images, terminal));
      results.ifPresent(all -> all.trials().forEach(trial -> tracking.filesAdded(trial.folder())));
      return results;
    }
  }

  /** Of the trainings first, so that the study's page has links to them. */
  private static void writePages(
      StudyResults results, Path file, Function<DataSource, ImageDataset> images, Terminal terminal) {
    String failed = new TrialPages(results, file, set -> found(set, images)).write();
    if (!failed.isEmpty()) {
      terminal.note("warning: " + failed);
    }
    StudyPage.of(results, file).write(file);
  }

  private static Optional<ImageDataset> found(DataSource set, Function<DataSource, ImageDataset> images) {
    try {
      return Optional.of(images.apply(set));
    } catch (WeftException e) {
      return Optional.empty();
    }
  }
}
