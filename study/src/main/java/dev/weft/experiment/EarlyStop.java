package dev.weft.experiment;

import dev.weft.nn.KerasName;
import dev.weft.train.Monitor;

/**
 * When to stop before the last epoch: after {@code patience} epochs in which {@code monitor} was not better than its
 * best by more than {@code minDelta}. The best epoch's weights are restored. By default val_loss, 5, 0.
 */
@KerasName("early_stopping")
public record EarlyStop(Monitor monitor, int patience, double minDelta) {
  public EarlyStop {
    if (patience < 0) {
      throw new IllegalArgumentException("'patience' must be 0 or more; received " + patience + ".");
    }
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("'min_delta' must be a finite number, 0 or more; received " + minDelta + ".");
    }
  }

  public static EarlyStop of() {
    return new EarlyStop(Monitor.VAL_LOSS, 5, 0);
  }
}
