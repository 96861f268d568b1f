package dev.weft.model;

/**
 * {@code exp(x_i) / sum_j exp(x_j)} along the last axis. Any shape. See <a
 * href="https://keras.io/api/layers/activation_layers/softmax/">Keras</a>.
 */
public record Softmax() implements Layer {
  public static Softmax of() {
    return new Softmax();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
