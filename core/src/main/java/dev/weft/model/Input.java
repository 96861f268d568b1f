package dev.weft.model;

import dev.weft.config.KerasName;

/**
 * What enters a network: samples of {@code shape}. See <a
 * href="https://keras.io/api/layers/core_layers/input/">Keras</a>.
 */
@KerasName("InputLayer")
public record Input(Shape shape) implements Layer {
  public static Input of(int... sizes) {
    return new Input(Shape.of(sizes));
  }

  @Override
  public Shape outputShape(Shape input) {
    return shape;
  }
}
