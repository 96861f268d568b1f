package dev.weft.study;

import dev.weft.dataset.Progress;
import dev.weft.train.Callback;

/** Looks on while a study's trainings run; several threads call at once. */
public interface StudyWatcher {
  /**
   * A training begins or goes on.
   *
   * @return what looks on while it trains
   */
  default Callback started(StudyTrial trial, int threads) {
    return new Callback() {};
  }

  /**
   * More of a finished training is measured than its test does, such as its robustness.
   *
   * @return receives how far that is
   */
  default Progress measuring(StudyTrial trial) {
    return Progress.NONE;
  }

  /** A training ended, paused or failed, now or before this study went on. */
  default void ended(TrialResult result) {}
}
