package dev.weft.experiment;

import dev.weft.config.KerasName;
import dev.weft.train.Monitor;
import dev.weft.train.ReduceLROnPlateau;
import dev.weft.train.Watch;

/**
 * When to learn more slowly: Keras's {@link ReduceLROnPlateau} with its arguments and defaults, val_loss, a factor of
 * 0.1, 10 epochs, min_delta 0.0001, no cooldown, no least learning rate.
 */
@KerasName("reduce_lr_on_plateau")
public record ReduceOnPlateau(
    Monitor monitor, double factor, int patience, Watch.Mode mode, double minDelta, int cooldown, double minLr) {
  public ReduceOnPlateau {
    ReduceLROnPlateau.check(factor, patience, cooldown, minLr);
    new Watch(monitor, mode, minDelta);
  }

  public static ReduceOnPlateau of() {
    return new ReduceOnPlateau(Monitor.VAL_LOSS, 0.1, 10, Watch.Mode.AUTO, 1e-4, 0, 0);
  }

  ReduceLROnPlateau callback() {
    return new ReduceLROnPlateau(new Watch(monitor, mode, minDelta), factor, patience, cooldown, minLr);
  }
}
