package dev.weft.engine;

import dev.weft.model.Conv2D;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Shape;

/**
 * A convolution that an algorithm is to be chosen for.
 *
 * @param in the input's shape
 * @param out the shape of the convolution's output, before any pooling
 * @param inputLearns whether something asks for the input gradient
 * @param pooling the max pooling that alone reads the output; null for none
 */
record Convolution(Conv2D layer, Shape in, Shape out, boolean inputLearns, MaxPooling2D pooling) {
  /**
   * What its op works on.
   *
   * @param y the output: the pooling's, where the op includes that
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  record Operands(
      Tensor x,
      Tensor y,
      Buffers buffers,
      Parameter kernel,
      Parameter bias,
      Elementwise function,
      WorkerPool workers) {}

  Windows windows() {
    return Windows.of(layer, in, out);
  }

  /** Whether the one window is the whole input. */
  boolean coversInput() {
    Windows windows = windows();
    return windows.count() == 1 && windows.pixels() == windows.height() * windows.width() && windows.inside();
  }
}
