package dev.weft.model;

import dev.weft.config.KerasName;

/** An activation as a layer of its own. See <a href="https://keras.io/api/layers/core_layers/activation/">Keras</a>. */
@KerasName("Activation")
public record ActivationLayer(Activation activation) implements Layer {
  public static ActivationLayer of(Activation activation) {
    return new ActivationLayer(activation);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
