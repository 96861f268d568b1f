package dev.weft.model;

import java.util.List;

/**
 * The largest of its inputs, {@code y = max(x1, x2, ...)}, value by value; of two that are equal each has half of the
 * gradient. An axis of size 1 is repeated to the size of the others. See <a
 * href="https://keras.io/api/layers/merging_layers/maximum/">Keras</a>.
 */
public record Maximum() implements MergeLayer {
  public static Maximum of() {
    return new Maximum();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Checks.broadcast("Maximum", inputs);
  }
}
