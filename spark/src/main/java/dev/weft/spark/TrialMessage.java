package dev.weft.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** What an executor says to the driver while it trains. */
sealed interface TrialMessage extends Serializable {
  /** Of which leg. */
  String key();

  /** Of which of its attempts; a later one has a larger number. */
  long attempt();

  /** An attempt begins, and asks for what the driver has of the run. */
  record Begin(String key, long attempt) implements TrialMessage {}

  /**
   * How it goes, about once a second.
   *
   * @param files that changed since, by their names
   */
  record Beat(String key, long attempt, Map<String, byte[]> files, List<Event> events) implements TrialMessage {}

  /**
   * What the driver answers.
   *
   * @param stop whether to write a checkpoint and end
   * @param files of the run, to an attempt that begins
   */
  record Answer(boolean stop, Map<String, byte[]> files) implements Serializable {}

  /** What a watcher learns. */
  sealed interface Event extends Serializable {}

  /** As {@link dev.weft.train.Callback#batchEnd}. */
  record Step(int epoch, int step, int steps, double loss, double accuracy) implements Event {}

  /** As {@link dev.weft.train.Callback#frozenOutputs}. */
  record Frozen(int images, int all) implements Event {}

  /** As {@link dev.weft.train.Callback#viewsEvaluated}. */
  record Views(String images, int views, int all) implements Event {}

  /** As {@link dev.weft.train.Callback#note}. */
  record Note(String sentence) implements Event {}

  /** As {@link dev.weft.dataset.Progress#count}, of what is measured after the training. */
  record Count(String doing, long done, long total, String things) implements Event {}
}
