package dev.weft.study;

import dev.weft.engine.Profile;
import dev.weft.experiment.Trial;
import dev.weft.run.Warning;
import java.nio.file.Path;

/**
 * What happens in a training or a study. A {@link dev.weft.train.Callback} follows each step and epoch, which costs a
 * training no memory.
 */
public sealed interface RunEvent {
  /** Something that a person should know before believing a result. */
  record Warned(Warning warning) implements RunEvent {}

  /**
   * What was assumed of somebody else's file.
   *
   * @param sentence for a person
   */
  record Noted(String sentence) implements RunEvent {}

  /**
   * The store did not take what it should; the run's folder has everything.
   *
   * @param sentence which begins with {@code warning: }
   */
  record NotRecorded(String sentence) implements RunEvent {}

  /**
   * A training begins or goes on.
   *
   * @param threads that compute
   */
  record TrialBegan(Trial trial, Path folder, int threads, Start start) implements RunEvent {}

  /**
   * A study begins or goes on.
   *
   * @param workers trainings at once
   * @param threads of all of them together
   */
  record StudyBegan(Study study, Path folder, int workers, int threads, boolean isResumed) implements RunEvent {}

  /** Where the time of a training went. */
  record Profiled(Profile profile) implements RunEvent {}

  /** From where a training begins. */
  enum Start {
    /** In a new folder. */
    NEW,
    /** From the checkpoint of an interrupted run. */
    CHECKPOINT,
    /** Anew, in the folder of a run that was interrupted before its first checkpoint. */
    AGAIN
  }
}
