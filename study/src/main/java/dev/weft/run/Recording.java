package dev.weft.run;

import dev.weft.Decimal;
import dev.weft.WeftException;
import dev.weft.experiment.Leaves;
import dev.weft.experiment.Trial;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import dev.weft.store.NewRun;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Evaluation;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes a run into a store while it trains, on a thread of its own: the training does not wait for the store, nor end
 * with it. What the store did not take is tried again every 30 seconds, and at the end.
 */
public final class Recording implements Callback, AutoCloseable {
  /** The first steps are slow enough without a store that is opened beside them. */
  private static final int PATIENCE_MILLIS = 1_000;

  private static final int LONGEST_WAIT_SECONDS = 5;
  private static final int LOOK_MILLIS = 1_000;

  /** After a failure the store is tried again so often: it may have been restarted, or locked for a while. */
  private static final int RETRY_SECONDS = 30;

  /** Null where nothing is written. */
  private final String place;

  private final String user;
  private final Consumer<String> warning;
  private final Tracking tracking;
  private final ScheduledThreadPoolExecutor writer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());

  private volatile ProgressWatch progress;
  private volatile NewRun tracked;
  private volatile boolean isAskedToStop;

  // of the writer's thread
  private TrainingProgress written;
  private NewRun run;
  private boolean goesOn;
  private RunStore store;
  private String id;

  /** What epochs gave that the store has not taken yet, by their number from 1. */
  private final Map<Integer, Map<String, Double>> untaken = new TreeMap<>();

  private boolean broken;
  private long brokenSince;
  private boolean isOver;

  /**
   * @param place of the store, which is opened when there is something to write
   * @param warning receives a sentence if the store does not take what it should
   */
  public Recording(String place, Consumer<String> warning) {
    this(place, NewRun.systemUser(), warning);
  }

  /**
   * @param user whose runs they are
   */
  public Recording(String place, String user, Consumer<String> warning) {
    this(place, user, warning, Tracking.none());
  }

  /**
   * @param user whose runs they are
   * @param tracking says to other programs how the run goes; it stays open
   */
  public Recording(String place, String user, Consumer<String> warning, Tracking tracking) {
    this.place = place;
    this.tracking = tracking;
    this.user = user;
    this.warning = warning;
    writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** One that writes nothing, of runs that no store is to know. */
  public static Recording none() {
    return new Recording(null, sentence -> {});
  }

  /** What is done with the open store. */
  private interface Writing {
    void to(RunStore store, String id);
  }

  /**
   * A run begins.
   *
   * @param goesOn whether it is the one that was in this folder before, if the store knows that
   * @param since when it began first
   */
  void begin(NewRun begun, boolean goesOn, Trial trial, Instant since) {
    tracked = begun;
    List<EpochResult> before = goesOn ? begun.folder().map(RunFolder::history).orElse(List.of()) : List.of();
    tracking.begin(begun, trial, before, since);
    progress =
        new ProgressWatch(trial.train().size(), trial.experiment().training().epochs(), trial.train().classNames());
    writer.execute(() -> {
      run = begun;
      this.goesOn = goesOn;
    });
    writer.schedule(this::beginNow, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    writer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    progress.batchEnd(epoch, step, steps, loss, accuracy);
    return Verdict.CONTINUE;
  }

  @Override
  public void validated(int epoch, Evaluation validation) {
    progress.validated(epoch, validation);
  }

  /** Whether somebody asked the training to stop, in whatever process or on whatever machine. */
  public boolean isAskedToStop() {
    return isAskedToStop;
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    epochEnd(result);
    return Verdict.CONTINUE;
  }

  void epochEnd(EpochResult result) {
    tracking.epochEnd(tracked, result);
    writer.execute(() -> {
      untaken.put(result.epoch() + 1, result.values());
      if (!broken) {
        attempt(this::epochs);
      }
    });
  }

  String user() {
    return user;
  }

  /**
   * Waits, but not long, until the store knows that the run began: what is killed from now on it can find out by
   * itself.
   */
  void known() {
    try {
      writer.submit(this::beginNow).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // what the store does not take is reported at the end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run came to its end. */
  void finish(Results results) {
    Predictions ofTest = PredictionsFile.of(results.trial().data().test(), results.test().predictions()).predictions();
    finish(results.folder(), results.history().epochs(), results.named(), ofTest);
  }

  /**
   * The run came to its end.
   *
   * @param ofTest what it says of the test images
   */
  void finish(Path folder, List<EpochResult> history, Map<String, Double> named, Predictions ofTest) {
    tracking.finish(tracked, folder, history, named);
    Map<Integer, Map<String, Double>> epochs =
        history.stream().collect(Collectors.toMap(result -> result.epoch() + 1, EpochResult::values));
    atLast((open, known) -> {
      open.epochs(known, epochs);
      open.finish(known, named, Map.of(DataPart.TEST, ofTest));
    });
  }

  /** The run ended with an error. */
  void fail(String reason) {
    track(RunState.FAILED, reason);
    atLastWithProgress((open, known) -> open.fail(known, reason));
  }

  /** The run's loss, weights or outputs became infinite or no numbers. */
  void diverge(String reason) {
    track(RunState.DIVERGED, reason);
    atLastWithProgress((open, known) -> open.diverge(known, reason));
  }

  /** The run was interrupted. */
  void kill(String reason) {
    track(RunState.KILLED, reason);
    atLastWithProgress((open, known) -> open.kill(known, reason));
  }

  /** The run's study stopped it. */
  public void stop(String reason) {
    track(RunState.STOPPED, reason);
    atLastWithProgress((open, known) -> open.stop(known, reason));
  }

  private void track(RunState state, String reason) {
    if (tracked != null) {
      tracking.end(tracked, state, reason);
    }
  }

  /** Waits until all is written into the store. */
  @Override
  public void close() {
    writer.execute(this::closeStore);
    writer.close();
  }

  // ---- on the writer's thread

  private void epochs(RunStore open, String known) {
    if (!untaken.isEmpty()) {
      open.epochs(known, untaken);
    }
  }

  private void beginNow() {
    if (id == null && !broken) {
      attempt((_, _) -> {});
    }
  }

  /** Writes how far the training is, if it went on, and asks whether it is to stop. */
  private void look() {
    boolean isTooSoon = broken ? System.nanoTime() - brokenSince < RETRY_SECONDS * 1_000_000_000L : id == null;
    if (isTooSoon || isOver || isAskedToStop) {
      return;
    }
    attempt((open, known) -> {
      epochs(open, known);
      isAskedToStop = open.isAskedToStop(known);
      progress(open, known);
    });
  }

  private void progress(RunStore open, String known) {
    Optional<TrainingProgress> now = progress.now(System.nanoTime());
    Optional<LastValidation> validation = progress.validation();
    if (now.isPresent() && (validation.isPresent() || written == null || !now.get().isAt(written))) {
      open.progress(known, now.get().text(), validation.map(LastValidation::text).orElse(null));
      progress.kept();
      written = now.get();
    }
  }

  /** The page of a run that did not come to its end shows how far it came. */
  private void atLastWithProgress(Writing writing) {
    atLast((open, known) -> {
      epochs(open, known);
      progress(open, known); // before the state: a run with new progress is a running one
    });
    atLast(writing);
  }

  private void atLast(Writing writing) {
    writer.execute(() -> {
      if (run != null) {
        isOver = true; // nothing more may say that it runs
        attempt(writing);
      }
    });
  }

  private void attempt(Writing writing) {
    if (place == null) {
      return;
    }
    try {
      if (store == null) {
        store = RunStore.open(place);
      }
      if (id == null) {
        id = idNow();
      }
      writing.to(store, id);
      broken = false;
    } catch (RuntimeException e) {
      warn(e);
      closeStore();
    }
  }

  private String idNow() {
    Optional<String> earlier = goesOn ? store.known(run) : Optional.empty();
    earlier.ifPresent(known -> store.resume(known, run.folder()));
    return earlier.orElseGet(() -> store.begin(run));
  }

  private void warn(RuntimeException e) {
    if (!broken) {
      String reason = e instanceof WeftException ? e.getMessage() : e + ".";
      warning.accept("warning: the run is not recorded: " + reason + " Its folder has everything.");
    }
    broken = true;
    brokenSince = System.nanoTime();
  }

  private void closeStore() {
    try {
      if (store != null) {
        store.close();
      }
    } catch (WeftException e) {
      warn(e);
    } finally {
      store = null;
    }
  }

  // ---- a training in the store's words

  /** Each value by its path, as texts; what is null is left out. */
  static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    Leaves.of(values)
        .forEach((path, value) -> {
          if (value != null) {
            texts.put(path, Decimal.said(value));
          }
        });
    return texts;
  }
}
