package dev.weft.model;

import java.util.List;

/**
 * The product of its inputs, {@code y = x1 * x2 * ...}. An axis of size 1 is repeated to the size of the others. See <a
 * href="https://keras.io/api/layers/merging_layers/multiply/">Keras</a>.
 */
public record Multiply() implements MergeLayer {
  public static Multiply of() {
    return new Multiply();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Checks.broadcast("Multiply", inputs);
  }
}
