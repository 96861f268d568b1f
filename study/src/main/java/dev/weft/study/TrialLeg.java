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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** A leg that is carried out on this machine, in the folder of its run. */
public final class TrialLeg {
  private final StudyTrial trial;
  private final int epochs;
  private final Path path;
  private final String study;
  private final Function<DataSource, ImageDataset> data;
  private final Optional<FurtherMeasurement> further;
  private Duration checkpointEvery = Fit.CHECKPOINT_EVERY;

  /**
   * @param path of the run's folder
   * @param study the study's name in the store
   * @param data finds a data set
   * @param further what is measured on a training that came to its end; empty for nothing
   */
  public TrialLeg(
      Leg leg, Path path, String study, Function<DataSource, ImageDataset> data, Optional<FurtherMeasurement> further) {
    this.trial = leg.trial();
    this.epochs = leg.epochs();
    this.path = path;
    this.study = study;
    this.data = data;
    this.further = further;
  }

  /** How often a checkpoint is written; by default every 30 seconds. */
  public TrialLeg checkpointEvery(Duration every) {
    this.checkpointEvery = every;
    return this;
  }

  /**
   * Trains, unless the folder has come as far.
   *
   * @param threads of the training, at least 1
   * @param recording makes what writes it into a store
   * @param asked called where somebody asked in the store that the training stop
   * @param watcher learns of its beginning, and how it goes
   * @param stop asked after each step whether to write a checkpoint and return
   * @return empty where it was stopped
   */
  public Optional<TrialResult> perform(
      int threads, Supplier<Recording> recording, Runnable asked, StudyWatcher watcher, BooleanSupplier stop) {
    try {
      return before()
          .or(() -> train(threads, recording, asked, watcher, stop))
          .flatMap(result -> measured(result, threads, watcher, stop));
    } catch (WeftException | IllegalArgumentException e) {
      State state = hasDiverged(e.getMessage()) ? State.DIVERGED : State.FAILED;
      return Optional.of(TrialResult.without(trial, state, path, e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
      return Optional.of(TrialResult.failed(trial, path, reason(e)));
    }
  }

  /** What a person is to know of what ended a training that should not have. */
  public static String reason(Throwable e) {
    return switch (e) {
      case WeftException known -> known.getMessage();
      case OutOfMemoryError _ ->
          "there is not enough memory; choose a smaller batch size or network, or fewer workers.";
      default -> "this is a bug in Weft: " + e;
    };
  }

  /** Empty where the measurement was stopped; one that fails leaves the training finished, with a warning. */
  private Optional<TrialResult> measured(TrialResult result, int threads, StudyWatcher watcher, BooleanSupplier stop) {
    if (result.state() != State.FINISHED || further.isEmpty()) {
      return Optional.of(result);
    }
    try {
      ImageDataset set = data.apply(trial.experiment().data().source());
      FinishedRun run = FinishedRun.read(path);
      return further.get().measure(run, set, threads, watcher.measuring(trial), stop)
          ? Optional.of(TrialResult.finished(trial, path))
          : Optional.empty();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
      return Optional.of(result.unmeasured(reason(e)));
    }
  }

  /** Whether this is the reason for which the run in the folder diverged. */
  private boolean hasDiverged(String reason) {
    return ProvenanceFile.isIn(path) && ProvenanceFile.read(path).diverged().equals(reason);
  }

  /** What is in the folder of a training that has come as far; empty if it has not. */
  public Optional<TrialResult> before() {
    if (epochs < trial.experiment().training().epochs()) {
      return Optional.ofNullable(TrialResult.stopped(trial, path, epochs));
    }
    return RunFolder.isFinished(path) ? Optional.of(TrialResult.finished(trial, path)) : Optional.empty();
  }

  private Optional<TrialResult> train(
      int threads, Supplier<Recording> recording, Runnable asked, StudyWatcher watcher, BooleanSupplier stop) {
    ImageDataset set = data.apply(trial.experiment().data().source());
    Trial begun = Trial.of(trial.experiment(), set);
    boolean goesOn = RunFolder.holdsRun(path);
    try (RunFolder run = goesOn ? RunFolder.resume(path) : RunFolder.create(path, begun.bytes());
        Recording record = recording.get()) {
      WarmUp.before(begun, threads, stop);
      Pause pause = new Pause(epochs, watcher.started(trial, threads));
      begun.notes().forEach(pause::note);
      BooleanSupplier either = () -> pause.reached || stop.getAsBoolean();
      Optional<Results> results =
          new Run(begun, run, threads, Optional.of(place()), judge())
              .checkpointEvery(checkpointEvery)
              .perform(pause, record, either, profile -> {});
      if (record.isAskedToStop()) {
        asked.run();
      }
      if (results.isPresent() && epochs >= trial.experiment().training().epochs()) {
        return Optional.of(TrialResult.finished(trial, path));
      }
      if (results.isEmpty() && pause.reached) {
        record.stop(stopped());
      }
      return results.isPresent() || pause.reached
          ? Optional.ofNullable(TrialResult.stopped(trial, path, epochs))
          : Optional.empty();
    }
  }

  /** Why a training of a halving is not at its end. */
  public String stopped() {
    return String.format(Locale.ROOT, "halving stopped it after epoch %d; it can go on.", epochs);
  }

  private Function<Results, List<Warning>> judge() {
    return trial.fold() < 0 ? Warnings::of : Warnings::ofFold;
  }

  private StudyPlace place() {
    OptionalInt fold = trial.fold() < 0 ? OptionalInt.empty() : OptionalInt.of(trial.fold());
    return new StudyPlace(study, trial.id(), fold, OptionalInt.of(trial.repeat()));
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
