package dev.weft.model;

/**
 * {@code x} if positive, else {@code alpha * (exp(x) - 1)} (default 1). Any shape. See <a
 * href="https://keras.io/api/layers/activation_layers/elu/">Keras</a>.
 */
public record ELU(double alpha) implements Layer {
  public ELU {
    Checks.notNegative("ELU", "alpha", alpha);
  }

  public static ELU of() {
    return new ELU(1);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
