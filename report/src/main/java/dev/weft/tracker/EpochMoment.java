package dev.weft.tracker;

import dev.weft.run.TrackedRun;
import dev.weft.store.RunState;
import dev.weft.train.EpochResult;
import java.time.Instant;
import java.util.List;

/** About when an epoch ended, which no run keeps. */
final class EpochMoment {
  private EpochMoment() {}

  /** Of the latest epoch of a run that goes on, now; of any other, by how long the epochs took. */
  static Instant of(TrackedRun run, EpochResult epoch) {
    List<EpochResult> epochs = run.epochs();
    if (run.run().state() == RunState.RUNNING && epoch.equals(epochs.getLast())) {
      return Instant.now();
    }
    double seconds = 0;
    for (EpochResult one : epochs) {
      seconds += one.epoch() <= epoch.epoch() ? one.seconds() : 0;
    }
    return run.run().begun().plusMillis((long) (1e3 * seconds));
  }
}
