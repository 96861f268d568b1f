package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.diagnostics.Warnings;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.run.BegunRun;
import dev.weft.run.Recording;
import dev.weft.run.Results;
import dev.weft.run.Run;
import dev.weft.run.RunFolder;
import dev.weft.run.Tracking;
import dev.weft.store.NewRun;
import dev.weft.store.RunStore;
import dev.weft.study.RunEvent.Start;
import dev.weft.train.Callback;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Trains one experiment as {@code weft train} does: into a run's folder, with a checkpoint, written into a store. Begin
 * with {@link #of} or {@link #resume}, change what shall not be the default, then {@link #run}.
 */
public final class TrialRunner {
  private final Experiment experiment;
  private final boolean resumes;
  private Path folder;
  private boolean overwrite;
  private String name = "";
  private int threads = Runtime.getRuntime().availableProcessors();
  private String store = RunStore.DEFAULT;
  private String user = NewRun.systemUser();
  private Function<DataSource, ImageDataset> data = source -> source.load(null, Progress.NONE);
  private Consumer<RunEvent> events = event -> {};
  private Callback callback = new Callback() {};
  private BooleanSupplier stop = () -> false;
  private Tracking tracking = Tracking.none();

  private TrialRunner(Experiment experiment, Path folder, boolean resumes) {
    this.experiment = experiment;
    this.folder = folder;
    this.resumes = resumes;
  }

  /** A new run of an experiment, in a folder of its own below {@code runs}. */
  public static TrialRunner of(Experiment experiment) {
    return new TrialRunner(experiment, null, false);
  }

  /** A run that was interrupted goes on in its folder, to the same weights as without the interruption. */
  public static TrialRunner resume(BegunRun run) {
    return new TrialRunner(run.experiment(), run.folder(), true);
  }

  public Experiment experiment() {
    return experiment;
  }

  /** The folder of a new run; it must be empty. By default {@code runs/<date>-<name>-<four digits>}. */
  public TrialRunner folder(Path folder) {
    if (resumes) {
      throw new IllegalStateException("a run goes on in its own folder, " + this.folder + ".");
    }
    this.folder = folder;
    return this;
  }

  /** Whether to delete the run that the folder holds, and to write beside what else lies there. Default false. */
  public TrialRunner overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /** What users call the run; empty, the default, for its folder's name, or for the name that it began with. */
  public TrialRunner name(String name) {
    this.name = name;
    return this;
  }

  /** How many threads compute, at least 1; no result depends on it. By default one for each processor. */
  public TrialRunner threads(int threads) {
    this.threads = threads;
    return this;
  }

  /**
   * The store in which the run is recorded. By default {@code runs/weft.db}.
   *
   * @param user whose run it is; by default the system's user
   */
  public TrialRunner store(String place, String user) {
    this.store = place;
    this.user = user;
    return this;
  }

  /** Finds a data set. By default as {@link DataSource#load}. */
  public TrialRunner data(Function<DataSource, ImageDataset> data) {
    this.data = data;
    return this;
  }

  /** Receives what happens. By default nobody does. */
  public TrialRunner events(Consumer<RunEvent> events) {
    this.events = events;
    return this;
  }

  /** Follows each step and epoch. By default nobody does. */
  public TrialRunner callback(Callback callback) {
    this.callback = callback;
    return this;
  }

  /** Says to other programs how the run goes; it stays open. By default none is. */
  public TrialRunner tracking(Tracking tracking) {
    this.tracking = tracking;
    return this;
  }

  /** Asked after each step whether to write a checkpoint and stop. By default never; see {@link Interrupt}. */
  public TrialRunner stop(BooleanSupplier stop) {
    this.stop = stop;
    return this;
  }

  /**
   * Trains, evaluates, and writes everything into the folder and the store.
   *
   * @return what came out, or nothing if it was stopped
   * @throws WeftException if the data cannot be had, the training does not fit into memory, the folder cannot be
   *     written, or the training diverged
   */
  public Optional<Results> run() {
    LinkedHashSet<RunEvent> warned = new LinkedHashSet<>();
    Warnings.of(experiment).forEach(warning -> warned.add(new RunEvent.Warned(warning)));
    warned.forEach(events);
    ImageDataset set = data.apply(experiment.data().source());
    Trial trial = Trial.of(experiment.on(set.name()), set);
    trial.notes().forEach(note -> events.accept(new RunEvent.Noted(note)));
    Warnings.before(trial).stream().map(RunEvent.Warned::new).filter(warned::add).forEach(events);
    trial.requireMemory();
    try (RunFolder into = open(trial);
        Recording recording =
            new Recording(store, user, sentence -> events.accept(new RunEvent.NotRecorded(sentence)), tracking)) {
      events.accept(new RunEvent.TrialBegan(trial, into.path(), threads, start(into)));
      return new Run(trial, into, threads, Optional.empty(), Warnings::of, name)
          .perform(callback, recording, stop, profile -> events.accept(new RunEvent.Profiled(profile)));
    }
  }

  private RunFolder open(Trial trial) {
    if (resumes) {
      return RunFolder.resume(folder);
    }
    Path path = folder != null ? folder : RunFolder.name(name.isEmpty() ? experiment.name() : name);
    return RunFolder.create(path, trial.bytes(), overwrite);
  }

  private Start start(RunFolder into) {
    return !resumes ? Start.NEW : into.hasCheckpoint() ? Start.CHECKPOINT : Start.AGAIN;
  }
}
