package dev.weft.experiment;

import dev.weft.augment.Augmentation;
import dev.weft.config.KerasName;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import dev.weft.model.Size;
import java.util.List;

/**
 * A part of an experiment's training: its epochs, and what is otherwise in them. What it leaves out is as the training
 * has it; layers stay frozen or not as the stage before left them.
 *
 * @param epochs at least 1
 * @param imageSize the size that images have in it; null for their own
 * @param freeze the layers that do not learn from it on
 * @param unfreeze the layers that learn from it on, unless it freezes them
 * @param optimizer null for the training's
 * @param learningRate of its optimizer; null for what that has
 * @param batchSize null for the training's
 * @param augment null for the training's
 * @param earlyStopping ends this stage; null for the training's
 * @param reduceLrOnPlateau null for the training's
 */
public record TrainingStage(
    int epochs,
    Size imageSize,
    LayerChoice freeze,
    LayerChoice unfreeze,
    Optimizer optimizer,
    Schedule learningRate,
    Integer batchSize,
    List<Augmentation> augment,
    EarlyStop earlyStopping,
    @KerasName(value = "reduce_lr_on_plateau", also = "reduce_on_plateau") ReduceOnPlateau reduceLrOnPlateau) {
  public TrainingStage {
    Training.atLeastOne("epochs", epochs);
    if (batchSize != null) {
      Training.atLeastOne("batch_size", batchSize);
    }
    if (augment != null) {
      augment = List.copyOf(augment);
    }
  }

  /** As the training has it. */
  public static TrainingStage of(int epochs) {
    return new TrainingStage(epochs, null, LayerChoice.NONE, LayerChoice.NONE, null, null, null, null, null, null);
  }

  /** The same with all that it leaves out taken from a training. */
  TrainingStage within(Training training) {
    Optimizer whole = optimizer == null ? training.optimizer() : optimizer;
    return new TrainingStage(
        epochs,
        imageSize,
        freeze,
        unfreeze,
        learningRate == null ? whole : whole.learningRate(learningRate),
        null,
        batchSize == null ? (Integer) training.batchSize() : batchSize,
        augment == null ? training.augment() : augment,
        earlyStopping == null ? training.earlyStopping() : earlyStopping,
        reduceLrOnPlateau == null ? training.reduceLrOnPlateau() : reduceLrOnPlateau);
  }
}
