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
    /** Its loss, weights or outputs are no finite numbers any more, which ended it. */
    DIVERGED,
    /** It was asked to stop, and can go on from its checkpoint. */
    INTERRUPTED
  }

  public History {
    epochs = List.copyOf(epochs);
    notes = List.copyOf(notes);
  }

  /**
   * The best epoch's place: of the least validation loss, the first of equal ones.
   *
   * @return -1 where none was validated, or where there is but one
   */
  public static int best(List<EpochResult> epochs) {
    int best = -1;
    for (int i = 0; i < epochs.size() && epochs.size() > 1; i++) {
      double loss = epochs.get(i).valLoss();
      boolean better = Double.isFinite(loss) && (best < 0 || loss < epochs.get(best).valLoss());
      best = better ? i : best;
    }
    return best;
  }

  /** The highest validation accuracy of an epoch; NaN where none was validated. */
  public static double bestAccuracy(List<EpochResult> epochs) {
    return epochs.stream().mapToDouble(EpochResult::valAccuracy).max().orElse(Double.NaN);
  }

  public EpochResult last() {
    return epochs.getLast();
  }
}
