package dev.weft.experiment;

import dev.weft.augment.Augmentation;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an experiment learns. By default batches of 32, seed 1, shuffled, all classes alike, to the last epoch, in one
 * stage.
 *
 * @param epochs at least 1 for each stage; of several stages null for as many as they have themselves, else they share
 *     these in proportion
 * @param stages its parts, one after another; empty for one that is as all this says
 * @param augment how training images are changed, one after another; none by default
 * @param classWeight how much an image of each class counts
 * @param earlyStopping null for none
 * @param reduceLrOnPlateau null for none
 * @param swapEmaWeights null where validation is that of the weights themselves
 * @param averaging of the last stage's weights; null for none
 * @param testTimeAugmentation in which ways the trained network is asked, too; null for none
 * @param margins whether a run keeps the margin of each training image by epoch, which tells wrong labels; default
 *     false
 */
public record Training(
    Optimizer optimizer,
    Loss loss,
    Integer epochs,
    List<TrainingStage> stages,
    int batchSize,
    long seed,
    boolean shuffle,
    List<Augmentation> augment,
    ClassWeight classWeight,
    EarlyStop earlyStopping,
    @KerasName(value = "reduce_lr_on_plateau", also = "reduce_on_plateau") ReduceOnPlateau reduceLrOnPlateau,
    SwapEma swapEmaWeights,
    @KerasName("swa") WeightAveraging averaging,
    @KerasName("tta") TestTimeAugmentation testTimeAugmentation,
    boolean margins) {
  public Training {
    stages = epochs == null ? List.copyOf(stages) : shared(epochs, stages);
    epochs = stages.isEmpty() ? epochs : Integer.valueOf(sum(stages));
    atLeastOne("batch_size", batchSize);
    augment = List.copyOf(augment);
  }

  public static Training of(Optimizer optimizer, Loss loss, Integer epochs) {
    return of(optimizer, loss).with("epochs", epochs);
  }

  /** Without epochs, which {@link #stages} give. */
  public static Training of(Optimizer optimizer, Loss loss) {
    return new Training(
        optimizer,
        loss,
        null,
        List.of(),
        32,
        1,
        true,
        List.of(),
        ClassWeight.NONE,
        null,
        null,
        null,
        null,
        null,
        false);
  }

  private Training with(String setting, Object value) {
    return Config.with(this, setting, value);
  }

  private static int sum(List<TrainingStage> stages) {
    long sum = stages.stream().mapToLong(TrainingStage::epochs).sum();
    if (sum > Integer.MAX_VALUE) {
      throw ConfigException.of(
          "stages",
          String.format(
              Locale.ROOT, "all stages together must have at most %d epochs; received %d.", Integer.MAX_VALUE, sum));
    }
    return (int) sum;
  }

  /** The stages with so many epochs in all: of these each has its share as before, and at least 1. */
  private static List<TrainingStage> shared(int epochs, List<TrainingStage> stages) {
    atLeastOne("epochs", epochs);
    if (epochs < stages.size()) {
      throw ConfigException.of(
          "epochs",
          String.format(
              Locale.ROOT, "'epochs' must be at least %d, one for each stage; received %d.", stages.size(), epochs));
    }
    List<TrainingStage> shared = new ArrayList<>();
    int left = epochs;
    int before = sum(stages);
    for (int i = 0; i < stages.size(); i++) {
      int own = stages.get(i).epochs();
      int most = left - (stages.size() - 1 - i);
      int share = (int) Math.clamp(Math.round((double) left * own / before), 1, most);
      shared.add(Config.with(stages.get(i), "epochs", share));
      left -= share;
      before -= own;
    }
    return List.copyOf(shared);
  }

  /** Its stages, or itself as the only one, with all settings. */
  public List<TrainingStage> inStages() {
    List<TrainingStage> all = stages.isEmpty() ? List.of(TrainingStage.of(epochs)) : stages;
    return all.stream().map(stage -> stage.within(this)).toList();
  }

  /** The same in other stages. */
  public Training stages(List<TrainingStage> stages) {
    return new Training(
        optimizer,
        loss,
        null,
        stages,
        batchSize,
        seed,
        shuffle,
        augment,
        classWeight,
        earlyStopping,
        reduceLrOnPlateau,
        swapEmaWeights,
        averaging,
        testTimeAugmentation,
        margins);
  }

  /** The same for so many epochs, which its stages share, and of which each has at least one. */
  Training epochs(int epochs) {
    return with("epochs", Math.max(epochs, stages.size()));
  }

  /** The same begun by another chance. */
  Training seed(long seed) {
    return with("seed", seed);
  }

  /** The same with training images changed so. */
  public Training augment(List<Augmentation> augment) {
    return with("augment", augment);
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw ConfigException.of(name, "'" + name + "' must be at least 1; received " + value + ".");
    }
  }
}
