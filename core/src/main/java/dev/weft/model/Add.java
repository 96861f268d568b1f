package dev.weft.model;

import java.util.List;

/**
 * The sum of its inputs, {@code y = x1 + x2 + ...}. An axis of size 1 is repeated to the size of the others. See <a
 * href="https://keras.io/api/layers/merging_layers/add/">Keras</a>.
 */
public record Add() implements MergeLayer {
  public static Add of() {
    return new Add();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Checks.broadcast("Add", inputs);
  }
}
