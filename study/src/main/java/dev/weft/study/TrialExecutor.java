package dev.weft.study;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Carries out trainings: {@link LocalPool} on this machine, another on a cluster. A training is all in its experiment,
 * and its files end up in the study's folder.
 */
public interface TrialExecutor extends AutoCloseable {
  /**
   * Carries out trainings, in whatever order; one that an earlier call or process has brought as far is not run again.
   * An interrupt of the thread that calls does as {@code stop}, and the thread remains interrupted. What a watcher
   * throws does so, too, and is thrown again.
   *
   * @param watcher follows what happens, from several threads
   * @param stop asked after each step whether to write checkpoints and return
   * @return what came of each training that ended, paused or failed
   */
  List<TrialResult> run(List<Leg> legs, StudyWatcher watcher, BooleanSupplier stop);

  /** Lets go of what it holds. */
  @Override
  default void close() {}
}
