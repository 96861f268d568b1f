package dev.weft.spark;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.experiment.Trial;
import dev.weft.run.FinishedRun;
import dev.weft.run.Recording;
import dev.weft.run.RemoteRun;
import dev.weft.run.RunCopy;
import dev.weft.run.RunFolder;
import dev.weft.spark.TrialMessage.Answer;
import dev.weft.spark.TrialMessage.Beat;
import dev.weft.spark.TrialMessage.Begin;
import dev.weft.spark.TrialMessage.Count;
import dev.weft.spark.TrialMessage.Event;
import dev.weft.spark.TrialMessage.Frozen;
import dev.weft.spark.TrialMessage.Note;
import dev.weft.spark.TrialMessage.Step;
import dev.weft.spark.TrialMessage.Views;
import dev.weft.spark.predict.SparkFailure;
import dev.weft.study.FurtherMeasurement;
import dev.weft.study.Leg;
import dev.weft.study.PoolSetup;
import dev.weft.study.StudyTrial;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialLeg;
import dev.weft.study.TrialResult;
import dev.weft.study.TrialResult.State;
import dev.weft.train.Callback;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.spark.api.java.JavaFutureAction;

/** A leg that an executor carries out, as the driver sees it: one thread waits for it, and writes what arrives. */
final class SparkTrial {
  private static final long LOOK_MILLIS = 100;

  /** After so many losses without a newer checkpoint, each of several attempts, more than a machine is at fault. */
  private static final int MOST_LOSSES = 2;

  /** A training writes its checkpoint before it ends; one that does not is cancelled. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final String key = UUID.randomUUID().toString();
  private final StudyTrial trial;
  private final TrialLeg leg;
  private final PoolSetup setup;
  private final StudyWatcher watcher;
  private final BooleanSupplier stop;
  private final Path path;
  private final int epochs;
  private final long heap;

  // guarded by this
  private final Queue<Beat> arrived = new ArrayDeque<>();
  private RemoteRun run;
  private long attempt = -1;
  private int checkpoint; // its hash
  private WeftException failure;

  private volatile boolean hasBegun;
  private volatile boolean hasProgressed;
  private Callback callback;
  private Progress measuring;

  SparkTrial(Leg leg, PoolSetup setup, StudyWatcher watcher, BooleanSupplier stop, long heap) {
    this.heap = heap;
    this.epochs = leg.epochs();
    this.trial = leg.trial();
    this.setup = setup;
    this.watcher = watcher;
    this.stop = stop;
    this.path = setup.folder().of(trial);
    this.leg = new TrialLeg(leg, path, setup.folder().name(), setup.data(), setup.further());
  }

  String key() {
    return key;
  }

  StudyTrial trial() {
    return trial;
  }

  String name() {
    return trial.name();
  }

  int epochs() {
    return epochs;
  }

  /** One that ended by a fault of Weft's. */
  TrialResult failed(Throwable fault) {
    return TrialResult.failed(trial, path, TrialLeg.reason(fault));
  }

  /** Whether somebody asked in the store that it stop. */
  synchronized boolean isAskedToStop() {
    return run != null && run.isAskedToStop();
  }

  String runName() {
    return path.getFileName().toString();
  }

  /**
   * Waits for it.
   *
   * @param submit hands it to the cluster
   * @return empty where it was stopped
   */
  Optional<TrialResult> perform(Function<SparkTrial, JavaFutureAction<List<TrialEnd>>> submit) {
    try {
      Optional<TrialResult> before = leg.before();
      boolean isTrained = before.filter(result -> result.state() == State.FINISHED).isPresent();
      if (before.isPresent() && (!isTrained || setup.further().isEmpty())) {
        return before;
      }
      ImageDataset data = setup.data().apply(trial.experiment().data().source());
      TrialEnd end;
      try (RemoteRun remote = begin(data, isTrained)) {
        end = carriedOut(remote, submit);
      }
      return result(end, data);
    } catch (WeftException | IllegalArgumentException e) {
      return Optional.of(TrialResult.failed(trial, path, e.getMessage()));
    }
  }

  /** A finished run, of which something is measured, is recorded when that is done. */
  private synchronized RemoteRun begin(ImageDataset data, boolean isTrained) {
    Trial begun = Trial.of(trial.experiment(), data);
    requireMemory(begun);
    RunFolder folder = RunFolder.holdsRun(path) ? RunFolder.resume(path) : RunFolder.create(path, begun.bytes());
    run = new RemoteRun(begun, folder, isTrained ? Recording.none() : setup.recording().get());
    callback = watcher.started(trial, setup.threads());
    return run;
  }

  private TrialEnd carriedOut(RemoteRun remote, Function<SparkTrial, JavaFutureAction<List<TrialEnd>>> submit) {
    try {
      TrialEnd end = await(submit);
      finish(remote, end);
      return end;
    } catch (RuntimeException | Error e) {
      remote.fail(TrialLeg.reason(e));
      throw e;
    }
  }

  /** Before it is sent: an executor would find it out as late as it begins. */
  private void requireMemory(Trial begun) {
    long needed = begun.bytesNeeded();
    if (needed > heap) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a training must fit into an executor's memory; it needs %,d MB, and a slot has %,d MB; give executors"
                  + " more with spark.executor.memory, or choose a smaller batch size or network.",
              Math.ceilDiv(needed, 1 << 20),
              heap >> 20));
    }
  }

  private TrialEnd await(Function<SparkTrial, JavaFutureAction<List<TrialEnd>>> submit) {
    TrialPlugin.expect(this);
    try {
      for (int losses = 1; ; losses++) {
        hasBegun = false;
        hasProgressed = false;
        try {
          return await(submit.apply(this));
        } catch (CancellationException e) {
          return TrialEnd.stopped();
        } catch (ExecutionException e) {
          if (stop.getAsBoolean()) {
            return TrialEnd.stopped();
          }
          losses = hasProgressed ? 1 : losses;
          if (losses >= MOST_LOSSES) {
            throw new WeftException(
                "the executors that trained it were lost again and again without a newer checkpoint;"
                    + " see their logs, such as for too little memory. The last one: %s"
                        .formatted(SparkFailure.sentence(e)));
          }
        }
      }
    } finally {
      TrialPlugin.forget(this);
    }
  }

  private TrialEnd await(JavaFutureAction<List<TrialEnd>> future) throws ExecutionException {
    long stopped = 0;
    while (true) {
      try {
        TrialEnd end = future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).getFirst();
        work();
        return end;
      } catch (TimeoutException e) {
        work();
        if (stop.getAsBoolean() && stopped == 0) {
          stopped = System.nanoTime();
        }
        if (stopped != 0 && (!hasBegun || System.nanoTime() - stopped > PATIENCE_NANOS)) {
          future.cancel(true);
          return TrialEnd.stopped();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        future.cancel(true);
        return TrialEnd.stopped();
      } catch (WeftException e) {
        future.cancel(true); // what it sends cannot be kept
        throw e;
      }
    }
  }

  // ---- on the channel's thread

  /** What an attempt says; one that was taken for lost is to stop. */
  synchronized Answer receive(TrialMessage message) {
    if (message.attempt() < attempt) {
      return new Answer(true, Map.of());
    }
    attempt = message.attempt();
    hasBegun = true;
    boolean isToStop = stop.getAsBoolean() || run.isAskedToStop();
    return switch (message) {
      case Begin begin -> {
        isToStop |= !isWritten();
        yield new Answer(isToStop, isToStop ? Map.of() : run.files());
      }
      case Beat beat -> {
        arrived.add(beat);
        yield new Answer(isToStop, Map.of());
      }
    };
  }

  /** Whether all that arrived could be written; why not, the thread that waits learns. */
  private boolean isWritten() {
    try {
      work();
      return true;
    } catch (WeftException e) {
      failure = e;
      return false;
    }
  }

  // ---- on the thread that waits

  /** Writes what arrived. */
  private synchronized void work() {
    if (failure != null) {
      throw failure;
    }
    for (Beat beat = arrived.poll(); beat != null; beat = arrived.poll()) {
      byte[] file = beat.files().get(RunCopy.CHECKPOINT);
      int newer = file == null ? checkpoint : Arrays.hashCode(file);
      hasProgressed |= newer != checkpoint;
      checkpoint = newer;
      run.arrived(beat.files());
      beat.events().forEach(this::happened);
    }
  }

  private void happened(Event event) {
    switch (event) {
      case Step step -> {
        run.step(step.epoch(), step.step(), step.steps(), step.loss(), step.accuracy());
        callback.batchEnd(step.epoch(), step.step(), step.steps(), step.loss(), step.accuracy());
      }
      case Frozen frozen -> callback.frozenOutputs(frozen.images(), frozen.all());
      case Views views -> callback.viewsEvaluated(views.images(), views.views(), views.all());
      case Note note -> callback.note(note.sentence());
      case Count count -> {
        measuring = measuring == null ? watcher.measuring(trial) : measuring;
        measuring.count(count.doing(), count.done(), count.total(), count.things());
      }
    }
  }

  private void finish(RemoteRun remote, TrialEnd end) {
    remote.arrived(end.files());
    end.events().forEach(this::happened);
    switch (end.state()) {
      case null -> remote.kill("it was stopped; it can go on.");
      case FINISHED -> remote.finish();
      case STOPPED -> remote.stop(leg.stopped());
      case FAILED -> remote.fail(end.reason());
      case DIVERGED -> remote.diverge(end.reason());
    }
  }

  private Optional<TrialResult> result(TrialEnd end, ImageDataset data) {
    return switch (end.state()) {
      case null -> Optional.empty();
      case STOPPED -> leg.before();
      case FINISHED ->
          leg.before().map(result -> end.reason().isEmpty() ? recorded(result, data) : result.unmeasured(end.reason()));
      case FAILED, DIVERGED -> Optional.of(TrialResult.without(trial, end.state(), path, end.reason()));
    };
  }

  /** What was measured is in the folder; it is given to the store, too. */
  private TrialResult recorded(TrialResult result, ImageDataset data) {
    if (setup.further().isEmpty()) {
      return result;
    }
    FurtherMeasurement further = setup.further().get();
    further.measure(FinishedRun.read(path), data, setup.threads(), Progress.NONE, () -> false);
    return leg.before().orElse(result);
  }
}
