package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCheckpointTest {
  private final List<Integer> saved = new ArrayList<>();
  private final ModelCheckpoint callback =
      new ModelCheckpoint(Monitor.VAL_ACCURACY, (model, result) -> saved.add(result.epoch()));
  private final Model model = Small.model(0.1);

  private void train(double... accuracies) {
    callback.trainBegin(model, Fit.epochs(1).validation(Small.images(1)));
    for (int epoch = 0; epoch < accuracies.length; epoch++) {
      callback.epochEnd(new EpochResult(epoch, 0.1, 1, 0, 1, accuracies[epoch], 1), model);
    }
  }

  @Test
  void savesEveryEpochThatIsTheBestSoFar() {
    train(0.5, 0.4, 0.6, 0.6, Double.NaN, 0.7);
    assertEquals(List.of(0, 2, 5), saved);
  }

  @Test
  void forgetsTheTrainingBefore() {
    train(0.9);
    train(0.5);
    assertEquals(List.of(0, 0), saved);
  }

  @Test
  void savesTheModelAsItIsAfterTheEpoch() {
    List<List<String>> weights = new ArrayList<>();
    Callback saver = new ModelCheckpoint(Monitor.LOSS, (trained, result) -> weights.add(Small.weights(trained)));
    model.fit(Small.images(20), Small.fit(1, 5).callback(saver));
    assertEquals(List.of(Small.weights(model)), weights);
  }

  @Test
  void needsWhatItWatches() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> model.fit(Small.images(5), Fit.epochs(1).callback(callback)));
    assertEquals(
        "val_accuracy needs validation data; received none; give some or watch accuracy.", refused.getMessage());
  }
}
