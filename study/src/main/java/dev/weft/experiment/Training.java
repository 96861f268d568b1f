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
 * @param epochs of all stages together, which say it themselves; else at least 1
 * @param stages its parts, one after another; empty for one that is as all this says
 * @param augment how training images are changed, one after another; none by default
 * @param classWeight how much an image of each class counts
 * @param earlyStopping null for none
 * @param reduceLrOnPlateau null for none
 * @param swapEmaWeights null where validation is that of the weights themselves
 * @param averaging of the last stage's weights; null for none
 * @param testTimeAugmentation in which ways the trained network is asked, too; null for none
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
    @KerasName("tta") TestTimeAugmentation testTimeAugmentation) {
  public Training {
    stages = List.copyOf(stages);
    epochs = stages.isEmpty() ? epochs : sum(stages, epochs);
    if (epochs != null) {
      atLeastOne("epochs", epochs);
    }
    atLeastOne("batch_size", batchSize);
    augment = List.copyOf(augment);
  }

  public static Training of(Optimizer optimizer, Loss loss, Integer epochs) {
    return of(optimizer, loss).with("epochs", epochs);
  }

  /** Without epochs, which {@link #stages} give. */
  public static Training of(Optimizer optimizer, Loss loss) {
    return new Training(
        optimizer, loss, null, List.of(), 32, 1, true, List.of(), ClassWeight.NONE, null, null, null, null, null);
  }

  private Training with(String setting, Object value) {
    return Config.with(this, setting, value);
  }

  private static Integer sum(List<TrainingStage> stages, Integer given) {
    int sum = stages.stream().mapToInt(TrainingStage::epochs).reduce(0, Math::addExact);
    if (given != null && given != sum) {
      throw ConfigException.of(
          "epochs",
          String.format(
              Locale.ROOT,
              "'epochs' must be as many as the stages have, %d, or be left out; received %d.",
              sum,
              given));
    }
    return sum;
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
        testTimeAugmentation);
  }

  /** The same for other epochs: stages end after so many, or the last one goes on. */
  Training epochs(int epochs) {
    if (stages.isEmpty()) {
      return with("epochs", epochs);
    }
    List<TrainingStage> cut = new ArrayList<>();
    int left = epochs;
    for (int i = 0; i < stages.size() && left > 0; i++) {
      boolean last = i == stages.size() - 1;
      int its = last ? left : Math.min(left, stages.get(i).epochs());
      cut.add(Config.with(stages.get(i), "epochs", its));
      left -= its;
    }
    return stages(cut);
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
