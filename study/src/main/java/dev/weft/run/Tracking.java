package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.experiment.Trial;
import dev.weft.store.NewRun;
import dev.weft.store.RunState;
import dev.weft.train.EpochResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Says to other programs how runs go, on a thread of its own: no training waits for them, nor ends with them. What one
 * of them did not take is tried again after half a minute, and at the end.
 */
public final class Tracking implements AutoCloseable {
  private static final long RETRY_NANOS = 30_000_000_000L;

  private final List<Tracked> trackers;
  private final Consumer<String> warning;
  private final Map<String, TrackedRun> latest = new ConcurrentHashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("tracking").factory());

  /** A tracker with what it has not taken yet. */
  private static final class Tracked {
    private final Tracker tracker;
    private final Map<String, Consumer<Tracker>> untaken = new LinkedHashMap<>();
    private boolean broken;
    private boolean warned;
    private long brokenSince;

    Tracked(Tracker tracker) {
      this.tracker = tracker;
    }
  }

  /**
   * @param trackers closed with this
   * @param warning receives one sentence of each that does not take what it should
   */
  public Tracking(List<Tracker> trackers, Consumer<String> warning) {
    this.trackers = trackers.stream().map(Tracked::new).toList();
    this.warning = warning;
  }

  /** One that says nothing to anybody. */
  public static Tracking none() {
    return new Tracking(List.of(), sentence -> {});
  }

  /** A study begins, goes on or ended. */
  public void write(TrackedStudy study) {
    post("study " + study.name(), tracker -> tracker.write(study));
  }

  /** Any run, whatever carried it out. */
  public void write(TrackedRun run) {
    latest.put(run.run().id(), run);
    post(run.run().id(), tracker -> tracker.write(run));
  }

  /** A run begins, or goes on from the epochs that its folder has. */
  void begin(NewRun run, Trial trial, List<EpochResult> before, Instant begun) {
    if (!trackers.isEmpty()) {
      write(TrackedRun.begun(run, begun, before, trial.network(), trial.data()));
    }
  }

  void epochEnd(NewRun run, EpochResult result) {
    TrackedRun before = latest.get(id(run));
    if (before != null) {
      write(before.after(result));
    }
  }

  void end(NewRun run, RunState state, String reason) {
    TrackedRun before = latest.get(id(run));
    if (before != null) {
      write(before.ended(state, reason));
    }
  }

  void finish(NewRun run, Path folder, List<EpochResult> history, Map<String, Double> named) {
    TrackedRun before = latest.get(id(run));
    if (before != null) {
      write(before.finished(history, named, FinishedRun.read(folder)));
    }
  }

  private static String id(NewRun run) {
    return run.id().orElse(run.name());
  }

  /** Files were added to the folder of a run that came to its end, such as its page. */
  public void filesAdded(Path folder) {
    latest.values().stream()
        .filter(run -> run.finished().isPresent() && run.run().folder().filter(folder::equals).isPresent())
        .forEach(this::write);
  }

  private void post(String key, Consumer<Tracker> writing) {
    if (!trackers.isEmpty()) {
      writer.execute(() ->
          trackers.forEach(tracked -> {
            tracked.untaken.remove(key);
            tracked.untaken.put(key, writing); // behind what is older
            boolean isTooSoon = tracked.broken && System.nanoTime() - tracked.brokenSince < RETRY_NANOS;
            if (!isTooSoon) {
              attempt(tracked);
            }
          }));
    }
  }

  private void attempt(Tracked tracked) {
    try {
      var waiting = tracked.untaken.entrySet().iterator();
      while (waiting.hasNext()) {
        waiting.next().getValue().accept(tracked.tracker);
        waiting.remove();
      }
      tracked.broken = false;
    } catch (RuntimeException e) {
      tracked.broken = true;
      tracked.brokenSince = System.nanoTime();
      if (!tracked.warned) {
        tracked.warned = true;
        String reason = e instanceof WeftException ? e.getMessage() : e + ".";
        warning.accept(
            "warning: %s does not get all of the run: %s The training goes on; what is missing is added by: %s"
                .formatted(tracked.tracker.place(), reason, tracked.tracker.again()));
      }
    }
  }

  /** Waits until all is written, or was tried. */
  @Override
  public void close() {
    writer.execute(() ->
        trackers.forEach(tracked -> {
          if (!tracked.untaken.isEmpty()) {
            attempt(tracked);
          }
          tracked.tracker.close();
        }));
    writer.close();
  }
}
