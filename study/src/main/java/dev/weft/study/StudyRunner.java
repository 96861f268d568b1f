package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.diagnostics.Warnings;
import dev.weft.experiment.DataSource;
import dev.weft.run.FolderLock;
import dev.weft.run.PastRuns;
import dev.weft.run.Recording;
import dev.weft.run.TrackedStudy;
import dev.weft.run.Tracking;
import dev.weft.store.NewRun;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out a study as {@code weft study} does: into a folder, several trainings at once, each written into a store.
 * Begin with {@link #of}, change what shall not be the default, then {@link #run}.
 */
public final class StudyRunner {
  private final Study study;
  private Path folder;
  private boolean resume;
  private boolean overwrite;
  private int threads = Runtime.getRuntime().availableProcessors();
  private int workers = threads;
  private String store = RunStore.DEFAULT;
  private String user = NewRun.systemUser();
  private boolean recorded = true;
  private Function<DataSource, ImageDataset> data = DataSource.once(source -> source.load(null, Progress.NONE));
  private Consumer<RunEvent> events = event -> {};
  private StudyWatcher watcher = new StudyWatcher() {};
  private BooleanSupplier stop = () -> false;
  private Optional<FurtherMeasurement> robustness = Optional.empty();
  private Tracking tracking = Tracking.none();
  private Function<PoolSetup, TrialExecutor> executor = LocalPool::of;

  private StudyRunner(Study study) {
    this.study = study;
    this.folder = Path.of("studies", study.name());
  }

  public static StudyRunner of(Study study) {
    return new StudyRunner(study);
  }

  /** Where to keep the study; by default {@code studies/NAME}. */
  public StudyRunner folder(Path folder) {
    this.folder = folder;
    return this;
  }

  /** Whether to go on with the study that the folder holds. Default false. */
  public StudyRunner resume(boolean resume) {
    this.resume = resume;
    return this;
  }

  /** Whether to delete the study that the folder holds, and to write beside what else lies there. Default false. */
  public StudyRunner overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /**
   * How the machine is divided; no result depends on it. By default there are as many of both as processors.
   *
   * @param workers trainings at once, at least 1
   * @param threads of all of them together; each has one at least
   */
  public StudyRunner workers(int workers, int threads) {
    this.workers = workers;
    this.threads = threads;
    return this;
  }

  /**
   * The store in which the runs are recorded. By default {@code runs/weft.db}.
   *
   * @param user whose runs they are; by default the system's user
   */
  public StudyRunner store(String place, String user) {
    this.store = place;
    this.user = user;
    return this;
  }

  /** Finds a data set; asked once for each, without a fold for its test part. By default as {@link DataSource#load}. */
  public StudyRunner data(Function<DataSource, ImageDataset> data) {
    this.data = DataSource.once(data);
    return this;
  }

  /** Receives what happens, from several threads. By default nobody does. */
  public StudyRunner events(Consumer<RunEvent> events) {
    this.events = events;
    return this;
  }

  /** Follows each training, from several threads. By default nobody does. */
  public StudyRunner watcher(StudyWatcher watcher) {
    this.watcher = watcher;
    return this;
  }

  /** What carries out the trainings, such as a cluster. By default this machine. */
  public StudyRunner executor(Function<PoolSetup, TrialExecutor> executor) {
    this.executor = executor;
    return this;
  }

  /** No store learns of its trainings. By default {@link #store} does. */
  public StudyRunner unrecorded() {
    this.recorded = false;
    return this;
  }

  /** What measures the robustness of each training, of a study that asks for it. By default nothing does. */
  public StudyRunner robustness(FurtherMeasurement measurement) {
    this.robustness = Optional.of(measurement);
    return this;
  }

  /** Says to other programs how the study and its runs go; it stays open. By default none is. */
  public StudyRunner tracking(Tracking tracking) {
    this.tracking = tracking;
    return this;
  }

  /** Asked after each step whether to write checkpoints and stop. By default never; see {@link Interrupt}. */
  public StudyRunner stop(BooleanSupplier stop) {
    this.stop = stop;
    return this;
  }

  /**
   * Trains what the folder does not hold yet, and writes the results down.
   *
   * @return what came out, or nothing if it was stopped
   * @throws WeftException if the folder holds something else, or cannot be written
   * @throws IllegalStateException if the study asks for robustness, and nothing measures it
   */
  public Optional<StudyResults> run() {
    requireMeasurement();
    warn(study.trials());
    OwnImagesCheck.check(study, data);
    try (StudyFolder into = StudyFolder.open(folder, study, resume, overwrite)) {
      events.accept(new RunEvent.StudyBegan(study, folder, workers, threads, resume));
      Consumer<String> notRecorded = onceEach(sentence -> events.accept(new RunEvent.NotRecorded(sentence)));
      if (recorded) {
        PastRuns.enterFinished(store, into.trainings(), user, notRecorded);
      }
      TrackedStudy tracked = TrackedStudy.begun(into.name(), user, settings());
      tracking.write(tracked);
      RunState state = RunState.FAILED;
      boolean isInterrupted = false;
      try (TrialExecutor pool = executor.apply(setup(into, notRecorded))) {
        Optional<StudyResults> results = new StudyRun(study, into, pool, watcher, stop).perform();
        state = results.isPresent() ? RunState.FINISHED : RunState.KILLED;
        isInterrupted = Thread.interrupted(); // what follows waits and writes, which an interrupt would break off
        return results;
      } finally {
        tracking.write(tracked.in(state, Instant.now()));
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Trains one training of the study into its folder, while other processes train others; from its checkpoint on, if it
   * has one. Nothing is trained if it is finished. {@link #run} with {@link #resume} writes the results down when all
   * are.
   *
   * @return what came of it, or nothing if it was stopped
   * @throws WeftException if its images cannot be had, another process is at work at it or has the whole study, or the
   *     folder holds something else or cannot be written
   * @throws IllegalStateException if the study asks for robustness, and nothing measures it
   */
  public Optional<TrialResult> run(StudyTrial trial) {
    requireMeasurement();
    warn(List.of(trial));
    try (StudyFolder into = StudyFolder.join(folder, study, trial)) {
      requireImages(trial); // what is wrong here and now is no fault of the training's
      FolderLock.hold(into.of(trial)).close();
      PoolSetup setup = setup(into, sentence -> events.accept(new RunEvent.NotRecorded(sentence)));
      return LocalPool.of(setup).run(List.of(new Leg(trial, Leg.TO_THE_END)), watcher, stop).stream().findFirst();
    }
  }

  private void requireImages(StudyTrial trial) {
    Objects.requireNonNull(data.apply(trial.experiment().data().source()));
  }

  private void requireMeasurement() {
    if (study.robustness() && robustness.isEmpty()) {
      throw new IllegalStateException("a study with 'robustness: true' needs what measures it; say robustness(...).");
    }
  }

  private void warn(List<StudyTrial> trials) {
    trials.stream()
        .flatMap(trial -> Warnings.of(trial.experiment()).stream())
        .distinct()
        .forEach(warning -> events.accept(new RunEvent.Warned(warning)));
  }

  private PoolSetup setup(StudyFolder into, Consumer<String> notRecorded) {
    Supplier<Recording> recording =
        () -> recorded ? new Recording(store, user, notRecorded, tracking) : Recording.none();
    Optional<FurtherMeasurement> measured = study.robustness() ? robustness : Optional.empty();
    return new PoolSetup(into, data, recording, workers, threads, measured);
  }

  /** Passes on what holds for every training once. */
  private static Consumer<String> onceEach(Consumer<String> next) {
    Set<String> passed = ConcurrentHashMap.newKeySet();
    return sentence -> {
      if (passed.add(sentence)) {
        next.accept(sentence);
      }
    };
  }

  /** Of each training that is known. */
  private List<Map<String, Object>> settings() {
    return study.trials().stream().map(trial -> trial.experiment().parameters()).toList();
  }
}
