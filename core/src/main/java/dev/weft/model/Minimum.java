package dev.weft.model;

import java.util.List;

/**
 * The smallest of its inputs, {@code y = min(x1, x2, ...)}, value by value; of two that are equal each has half of the
 * gradient. An axis of size 1 is repeated to the size of the others. See <a
 * href="https://keras.io/api/layers/merging_layers/minimum/">Keras</a>.
 */
public record Minimum() implements MergeLayer {
  public static Minimum of() {
    return new Minimum();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Checks.broadcast("Minimum", inputs);
  }
}
