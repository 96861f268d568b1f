package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.ActivityRegularization;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
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
  void anAugmentationThatWeftDoesNotHavePredictsAndEvaluatesButDoesNotTrain() {
    Model model = with(new AugmentationLayer("AugMix", Map.of("severity", 0.3)));
    assertEquals(
        "Weft does not have the augmentation of the layer 'aug_mix' (AugMix) with these arguments, so that it only"
            + " predicts and evaluates with this network; received {severity=0.3}.",
        said(model));
    model.evaluate(Small.images(20));
    assertEquals(10, model.predict(new float[784]).length);
  }

  @Test
  void aLayerDoesNotMixImages() {
    assertEquals(
        "a layer that mixes images leaves their labels as they are; received 'mix_up' (MixUp); mix both with"
            + " Fit.augment.",
        said(with(new AugmentationLayer("MixUp", Map.of("alpha", 0.2)))));
  }

  @Test
  void anAugmentationStandsBeforeWhatLearns() {
    AugmentationLayer flip = new AugmentationLayer("RandomFlip", Map.of("mode", "horizontal"));
    Layer[] layers = {Input.of(28, 28, 1), Conv2D.of(2, 3), flip, Flatten.of(), Dense.of(10)};
    assertEquals(
        "a layer that changes images must stand before every layer that learns; 'random_flip' (RandomFlip) stands"
            + " behind one; put it first, or freeze those before it.",
        said(Small.model(Sequential.of(layers), SGD.of())));
    Graph frozen = Sequential.of(layers).freeze("conv2d");
    Small.model(frozen, SGD.of()).fit(Small.images(20), Small.fit(1, 10));
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
