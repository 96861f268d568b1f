package dev.weft.model;

import java.util.List;

/**
 * The difference of its two inputs, {@code y = x1 - x2}. An axis of size 1 is repeated to the size of the others. See
 * <a href="https://keras.io/api/layers/merging_layers/subtract/">Keras</a>.
 */
public record Subtract() implements MergeLayer {
  public static Subtract of() {
    return new Subtract();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Checks.two("Subtract", inputs);
    return Checks.broadcast("Subtract", inputs);
  }
}
