package dev.weft.experiment;

import dev.weft.augment.Augmentation;
import dev.weft.augment.Mixing;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import java.util.List;

/**
 * How an experiment learns. By default batches of 32, seed 1, shuffled, all classes alike, to the last epoch.
 *
 * @param augment how training images are changed, one after another; none by default
 * @param classWeight how much an image of each class counts
 * @param earlyStopping null for none
 * @param reduceLrOnPlateau null for none
 */
public record Training(
    Optimizer optimizer,
    Loss loss,
    int epochs,
    int batchSize,
    long seed,
    boolean shuffle,
    List<Augmentation> augment,
    ClassWeight classWeight,
    EarlyStop earlyStopping,
    @KerasName(value = "reduce_lr_on_plateau", also = "reduce_on_plateau") ReduceOnPlateau reduceLrOnPlateau) {
  public Training {
    atLeastOne("epochs", epochs);
    atLeastOne("batch_size", batchSize);
    augment = List.copyOf(augment);
    Mixing.of(augment);
  }

  public static Training of(Optimizer optimizer, Loss loss, int epochs) {
    return new Training(optimizer, loss, epochs, 32, 1, true, List.of(), ClassWeight.NONE, null, null);
  }

  /** The same for other epochs. */
  Training epochs(int epochs) {
    return Config.with(this, "epochs", epochs);
  }

  /** The same begun by another chance. */
  Training seed(long seed) {
    return Config.with(this, "seed", seed);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw ConfigException.of(name, "'" + name + "' must be at least 1; received " + value + ".");
    }
  }
}
