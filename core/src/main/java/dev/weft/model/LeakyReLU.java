package dev.weft.model;

/**
 * {@code x} if positive, else {@code negativeSlope * x} (default 0.3). Any shape. See <a
 * href="https://keras.io/api/layers/activation_layers/leaky_relu/">Keras</a>.
 */
public record LeakyReLU(double negativeSlope) implements Layer {
  public LeakyReLU {
    Checks.notNegative("LeakyReLU", "negative_slope", negativeSlope);
  }

  public static LeakyReLU of() {
    return new LeakyReLU(0.3);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
