package dev.weft.model;

import java.util.List;

/** A layer that makes one output of several inputs. It has no weights. */
public sealed interface MergeLayer extends Layer
    permits Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate, CustomScaleLayer {
  /**
   * The output's shape for inputs of these shapes.
   *
   * @throws IllegalArgumentException if there are too few inputs, or their shapes do not fit each other
   */
  @Override
  Shape outputShape(List<Shape> inputs);

  @Override
  default Shape outputShape(Shape input) {
    return outputShape(List.of(input));
  }
}
