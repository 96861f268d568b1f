package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.ActivityRegularization;
import dev.weft.model.Augmentation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Normalization;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UntrainableTest {
  private static Model with(Layer layer) {
    return Small.model(Sequential.of(Input.of(28, 28, 1), layer, Flatten.of(), Dense.of(10)), SGD.of());
  }

  private static String said(Model model) {
    return assertThrows(IllegalArgumentException.class, () -> model.fit(Small.images(20), Small.fit(1, 10)))
        .getMessage();
  }

  @Test
  void augmentationPredictsAndEvaluatesButDoesNotTrain() {
    Model model = with(new Augmentation("RandomFlip", Map.of("mode", "horizontal")));
    assertEquals(
        "Weft predicts and evaluates with a network that changes images in training, but cannot train it yet; "
            + "received the layer 'random_flip' (RandomFlip).",
        said(model));
    model.evaluate(Small.images(20));
    assertEquals(10, model.predict(new float[784]).length);
  }

  @Test
  void aPenaltyOnActivationsIsNotTrained() {
    assertEquals(
        "Weft cannot train with a penalty on activations; "
            + "received the layer 'activity_regularization' (ActivityRegularization).",
        said(with(new ActivityRegularization(0, 0.1))));
    with(ActivityRegularization.of()).fit(Small.images(20), Small.fit(1, 10));
  }

  @Test
  void aNormalizationNeedsItsNumbersFirst() {
    Model model = with(Normalization.of());
    assertEquals(
        "a Normalization needs its mean and variance before a training; give 'normalization' both.", said(model));
    Arrays.fill(model.weights("normalization", "mean"), 0.5f);
    model.fit(Small.images(20), Small.fit(1, 10));
  }
}
