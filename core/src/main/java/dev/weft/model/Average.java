package dev.weft.model;

import java.util.List;

/**
 * The mean of its inputs, {@code y = (x1 + x2 + ...) / n}. An axis of size 1 is repeated to the size of the others. See
 * <a href="https://keras.io/api/layers/merging_layers/average/">Keras</a>.
 */
public record Average() implements MergeLayer {
  public static Average of() {
    return new Average();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Checks.broadcast("Average", inputs);
  }
}
