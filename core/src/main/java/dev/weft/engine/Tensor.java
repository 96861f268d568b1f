package dev.weft.engine;

import dev.weft.model.Shape;

/**
 * A batch of values between two ops, and the loss's gradient by them.
 *
 * @param shape of one sample
 * @param values (batch, shape), a panel longer so that a vector may be read at the end
 * @param gradient like values; null where nothing before it learns
 */
record Tensor(Shape shape, float[] values, float[] gradient) {
  /** What is not written whole, but passed on some rows at a time. */
  static Tensor passing(Shape shape) {
    return new Tensor(shape, new float[0], null);
  }

  /** The same numbers seen in another shape. */
  Tensor as(Shape other) {
    return new Tensor(other, values, gradient);
  }

  /** Whether both are the same array, and not only equal numbers. */
  @SuppressWarnings("ReferenceEquality")
  boolean hasValuesOf(Tensor other) {
    return values == other.values;
  }

  /** The same of the gradients. */
  @SuppressWarnings("ReferenceEquality")
  boolean hasGradientOf(Tensor other) {
    return gradient == other.gradient;
  }

  /** The floats of one sample. */
  int features() {
    return shape.elements();
  }
}
