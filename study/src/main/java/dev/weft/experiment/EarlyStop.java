package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.train.EarlyStopping;
import dev.weft.train.Monitor;
import dev.weft.train.Watch;

/**
 * When to stop before the last epoch: Keras's {@link EarlyStopping} with its arguments. By default val_loss, 5 epochs,
 * any improvement counts, and unlike Keras the best epoch's weights are restored.
 *
 * @param baseline what must be improved on; null for none
 * @param startFromEpoch how many epochs are not looked at
 */
@KerasName("early_stopping")
public record EarlyStop(
    Monitor monitor,
    int patience,
    double minDelta,
    Watch.Mode mode,
    Double baseline,
    int startFromEpoch,
    boolean restoreBestWeights) {
  public EarlyStop {
    notNegative("patience", patience);
    notNegative("start_from_epoch", startFromEpoch);
    new Watch(monitor, mode, minDelta);
    if (baseline != null && !Double.isFinite(baseline)) {
      throw ConfigException.of("baseline", "'baseline' must be a finite number; received " + baseline + ".");
    }
  }

  public static EarlyStop of() {
    return new EarlyStop(Monitor.VAL_LOSS, 5, 0, Watch.Mode.AUTO, null, 0, true);
  }

  private static void notNegative(String name, int value) {
    if (value < 0) {
      throw ConfigException.of(name, "'" + name + "' must be 0 or more; received " + value + ".");
    }
  }

  EarlyStopping callback() {
    return new EarlyStopping(
        new Watch(monitor, mode, minDelta),
        patience,
        baseline == null ? Double.NaN : baseline,
        startFromEpoch,
        restoreBestWeights);
  }
}
