package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.diagnostics.Warnings;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Trial;
import dev.weft.run.FinishedRun;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.Recording;
import dev.weft.run.Results;
import dev.weft.run.Run;
import dev.weft.run.RunFolder;
import dev.weft.run.Warning;
import dev.weft.store.StudyPlace;
import dev.weft.study.TrialResult.State;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Evaluation;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Trainings on this machine, several at once, among which its processors are divided; the longest begin. The number of
 * threads changes no result.
 */
public final class LocalPool implements TrialExecutor {
  private final StudyFolder folder;
  private final Function<DataSource, ImageDataset> data;
  private final Supplier<Recording> recording;
  private final int workers;
  private final int threads;
  private final Optional<FurtherMeasurement> further;

  /** Whether somebody asked one of its trainings to stop, which stops the study. */
  private volatile boolean isAskedToStop;

  /**
   * @param data finds a data set; asked once for each, without a fold for its test part
   * @param recording makes for each training what writes it into a store
   * @param workers trainings at once, at least 1
   * @param threads of all of them together; each has one at least
   */
  public LocalPool(
      StudyFolder folder,
      Function<DataSource, ImageDataset> data,
      Supplier<Recording> recording,
      int workers,
      int threads) {
    this(folder, data, recording, workers, threads, Optional.empty());
  }

  /**
   * @param further what is measured on each training that came to its end; empty for nothing
   */
  public LocalPool(
      StudyFolder folder,
      Function<DataSource, ImageDataset> data,
      Supplier<Recording> recording,
      int workers,
      int threads,
      Optional<FurtherMeasurement> further) {
    if (workers < 1) {
      throw new IllegalArgumentException("there must be at least 1 worker; received " + workers + ".");
    }
    this.folder = folder;
    this.data = DataSource.once(data);
    this.recording = recording;
    this.workers = workers;
    this.threads = threads;
    this.further = further;
  }

  static LocalPool of(PoolSetup setup) {
    return new LocalPool(
        setup.folder(), setup.data(), setup.recording(), setup.workers(), setup.threads(), setup.further());
  }

  @Override
  public List<TrialResult> run(List<Leg> legs, StudyWatcher watcher, BooleanSupplier stop) {
    List<Leg> longestFirst = new ArrayList<>(legs);
    longestFirst.sort(Comparator.comparingDouble((Leg leg) -> leg.trial().cost()).reversed());
    Queue queue = new Queue(longestFirst, watcher, stop);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < Math.min(workers, legs.size()); i++) {
      started.add(Thread.ofPlatform().name("trial-" + (i + 1)).start(queue::work));
    }
    for (Thread thread : started) {
      join(thread);
    }
    return queue.results;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The trainings of one call, which the workers take one by one. */
  private final class Queue {
    private final List<Leg> waiting;
    private final StudyWatcher watcher;
    private final BooleanSupplier stop;
    private final List<TrialResult> results = new ArrayList<>();
    private int running;

    Queue(List<Leg> waiting, StudyWatcher watcher, BooleanSupplier stop) {
      this.waiting = waiting;
      this.watcher = watcher;
      this.stop = stop;
    }

    private boolean isStopped() {
      return isAskedToStop || stop.getAsBoolean();
    }

    private void work() {
      while (!isStopped()) {
        Leg leg;
        int share;
        synchronized (this) {
          if (waiting.isEmpty()) {
            return;
          }
          leg = waiting.removeFirst();
          running++;
          share = Math.max(1, threads / Math.min(workers, running + waiting.size()));
        }
        Optional<TrialResult> result = perform(leg.trial(), leg.epochs(), share);
        synchronized (this) {
          running--;
          result.ifPresent(results::add);
        }
        result.ifPresent(watcher::ended);
      }
    }

    private Optional<TrialResult> perform(StudyTrial trial, int epochs, int share) {
      Path path = folder.of(trial);
      try {
        return as(path, trial, epochs)
            .or(() -> train(trial, path, epochs, share))
            .flatMap(result -> measured(result, share));
      } catch (WeftException | IllegalArgumentException e) {
        State state = hasDiverged(path, e.getMessage()) ? State.DIVERGED : State.FAILED;
        return Optional.of(TrialResult.without(trial, state, path, e.getMessage()));
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
        return Optional.of(TrialResult.failed(trial, path, reason(e)));
      }
    }

    private static String reason(Throwable e) {
      return switch (e) {
        case WeftException known -> known.getMessage();
        case OutOfMemoryError _ ->
            "there is not enough memory; choose a smaller batch size or network, or fewer workers.";
        default -> "this is a bug in Weft: " + e;
      };
    }

    /** Empty where the measurement was stopped; one that fails leaves the training finished, with a warning. */
    private Optional<TrialResult> measured(TrialResult result, int share) {
      if (result.state() != State.FINISHED || further.isEmpty()) {
        return Optional.of(result);
      }
      StudyTrial trial = result.trial();
      try {
        ImageDataset set = data.apply(trial.experiment().data().source());
        FinishedRun run = FinishedRun.read(result.folder());
        return further.get().measure(run, set, share, watcher.measuring(trial), this::isStopped)
            ? Optional.of(TrialResult.finished(trial, result.folder()))
            : Optional.empty();
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
        return Optional.of(result.unmeasured(reason(e)));
      }
    }

    /** Whether this is the reason for which the run in a folder diverged. */
    private static boolean hasDiverged(Path path, String reason) {
      return ProvenanceFile.isIn(path) && ProvenanceFile.read(path).diverged().equals(reason);
    }

    /** What a training left behind that came as far before. */
    private Optional<TrialResult> as(Path path, StudyTrial trial, int epochs) {
      if (epochs < trial.experiment().training().epochs()) {
        return Optional.ofNullable(TrialResult.stopped(trial, path, epochs));
      }
      return RunFolder.isFinished(path) ? Optional.of(TrialResult.finished(trial, path)) : Optional.empty();
    }

    private Optional<TrialResult> train(StudyTrial trial, Path path, int epochs, int share) {
      ImageDataset set = data.apply(trial.experiment().data().source());
      Trial begun = Trial.of(trial.experiment(), set);
      boolean goesOn = RunFolder.holdsRun(path);
      try (RunFolder run = goesOn ? RunFolder.resume(path) : RunFolder.create(path, begun.bytes());
          Recording record = recording.get()) {
        WarmUp.before(begun, share, stop);
        Pause pause = new Pause(epochs, watcher.started(trial, share));
        begun.notes().forEach(pause::note);
        BooleanSupplier either = () -> pause.reached || isStopped();
        Optional<Results> results =
            new Run(begun, run, share, Optional.of(place(trial)), judge(trial))
                .perform(pause, record, either, profile -> {});
        if (record.isAskedToStop()) {
          isAskedToStop = true;
        }
        if (results.isPresent() && epochs >= trial.experiment().training().epochs()) {
          return Optional.of(TrialResult.finished(trial, path));
        }
        if (results.isEmpty() && pause.reached) {
          record.stop(String.format(Locale.ROOT, "halving stopped it after epoch %d; it can go on.", epochs));
        }
        return results.isPresent() || pause.reached
            ? Optional.ofNullable(TrialResult.stopped(trial, path, epochs))
            : Optional.empty();
      }
    }
  }

  private static Function<Results, List<Warning>> judge(StudyTrial trial) {
    return trial.fold() < 0 ? Warnings::of : Warnings::ofFold;
  }

  private StudyPlace place(StudyTrial trial) {
    OptionalInt fold = trial.fold() < 0 ? OptionalInt.empty() : OptionalInt.of(trial.fold());
    return new StudyPlace(folder.path().getFileName().toString(), trial.id(), fold, OptionalInt.of(trial.repeat()));
  }

  /** Says after so many epochs that it is time to pause; passes everything on. */
  private static final class Pause implements Callback {
    private final int epochs;
    private final Callback next;
    private boolean reached;

    Pause(int epochs, Callback next) {
      this.epochs = epochs;
      this.next = next;
    }

    @Override
    public void trainBegin(Model model, Fit fit) {
      next.trainBegin(model, fit);
    }

    @Override
    public void stageBegin(int stage, Model model, Fit fit) {
      next.stageBegin(stage, model, fit);
    }

    @Override
    public void frozenOutputs(int images, int all) {
      next.frozenOutputs(images, all);
    }

    @Override
    public void viewsEvaluated(String images, int views, int all) {
      next.viewsEvaluated(images, views, all);
    }

    @Override
    public void note(String sentence) {
      next.note(sentence);
    }

    @Override
    public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
      return next.batchEnd(epoch, step, steps, loss, accuracy);
    }

    @Override
    public void validated(int epoch, Evaluation validation) {
      next.validated(epoch, validation);
    }

    @Override
    public Verdict epochEnd(EpochResult result, Model model) {
      reached = result.epoch() + 1 >= epochs;
      return next.epochEnd(result, model);
    }
  }
}
