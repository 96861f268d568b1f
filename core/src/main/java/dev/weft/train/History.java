package dev.weft.train;

import java.util.List;

/**
 * A training, epoch by epoch, and how it ended.
 *
 * @param reason one sentence for an end that is not {@link Outcome#COMPLETED}, else empty
 * @param notes what callbacks had to say at the end, one sentence each
 */
public record History(List<EpochResult> epochs, Outcome outcome, String reason, List<String> notes) {
  /** How a training ended. */
  public enum Outcome {
    /** All epochs were run. */
    COMPLETED,
    /** A callback ended it. */
    STOPPED,
    /** It was asked to stop, and can go on from its checkpoint. */
    INTERRUPTED
  }

  public History {
    epochs = List.copyOf(epochs);
    notes = List.copyOf(notes);
  }

  public EpochResult last() {
    return epochs.getLast();
  }
}
