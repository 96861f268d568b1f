package dev.weft.study;

import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.run.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /**
   * Whether somebody asked one of its trainings to stop, or interrupted the thread that runs, or a watcher failed; it
   * stops the study.
   */
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
    if (queue.fault != null) {
      throw queue.fault;
    }
    return queue.results;
  }

  private void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        isAskedToStop = true;
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
    private RuntimeException fault;

    Queue(List<Leg> waiting, StudyWatcher watcher, BooleanSupplier stop) {
      this.waiting = waiting;
      this.watcher = watcher;
      this.stop = stop;
    }

    private boolean isStopped() {
      return isAskedToStop || stop.getAsBoolean();
    }

    private void work() {
      try {
        perform();
      } catch (RuntimeException e) { // such as a watcher's
        isAskedToStop = true;
        synchronized (this) {
          fault = fault == null ? e : fault;
        }
      }
    }

    private void perform() {
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
        Optional<TrialResult> result =
            new TrialLeg(leg, folder.of(leg.trial()), folder.name(), data, further)
                .perform(share, recording, () -> isAskedToStop = true, watcher, this::isStopped);
        synchronized (this) {
          running--;
          result.ifPresent(results::add);
        }
        result.ifPresent(watcher::ended);
      }
    }
  }
}
