package dev.weft.run;

import dev.weft.WeftException;

/**
 * Another program's list of runs, such as MLflow's. Each method may be called again with the same or a later state; it
 * adds what is missing there, and nothing twice. One thread calls at a time.
 */
public interface Tracker extends AutoCloseable {
  /** Where it is, for messages, without a password: {@code TensorBoard's folder tb}. */
  String place();

  /** What repeats it later, such as {@code weft runs export tensorboard tb}. */
  String again();

  /**
   * A study begins, goes on or ended; before its trainings.
   *
   * @throws WeftException if that cannot be written
   */
  void write(TrackedStudy study);

  /**
   * A run begins, has another epoch or ended.
   *
   * @throws WeftException if that cannot be written
   */
  void write(TrackedRun run);

  @Override
  void close();
}
