package dev.weft.engine;

import dev.weft.kernel.Product;
import dev.weft.model.Shape;

/**
 * A batch of values between two ops, and the loss's gradient by them.
 *
 * @param shape of one sample
 * @param values (batch, shape), a panel longer so that a vector may be read at the end
 * @param gradient like values; null where nothing before it learns
 */
record Tensor(Shape shape, float[] values, float[] gradient) {
  static Tensor of(Shape shape, int batch, boolean learns) {
    long length = (long) batch * shape.elements() + Product.WIDTH;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch may have at most 2^31 - 1 numbers between two layers; received "
              + batch
              + " samples of shape "
              + shape
              + "; use a smaller batch_size.");
    }
    return new Tensor(shape, new float[(int) length], learns ? new float[(int) length] : null);
  }

  /** The same numbers seen in another shape. */
  Tensor as(Shape other) {
    return new Tensor(other, values, gradient);
  }

  /** The same values with a gradient of their own, for one of several layers that take them. */
  Tensor withOwnGradient() {
    return new Tensor(shape, values, new float[gradient.length]);
  }

  /** The floats of one sample. */
  int features() {
    return shape.elements();
  }
}
