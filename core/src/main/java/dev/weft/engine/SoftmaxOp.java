package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.kernel.SmoothActivations;

/** Softmax along the last axis, or its logarithm. */
final class SoftmaxOp implements Op {
  private final boolean logarithm;
  private final int columns;
  private final int rowsPerSample;
  private final Tensor in;
  private final Tensor out;

  SoftmaxOp(boolean logarithm, Tensor in, Tensor out) {
    this.logarithm = logarithm;
    this.in = in;
    this.out = out;
    columns = in.shape().last();
    rowsPerSample = in.features() / columns;
  }

  /** The scores that become probabilities. */
  Tensor scores() {
    return in;
  }

  @Override
  public void forward(int samples, boolean training) {
    int rows = samples * rowsPerSample;
    if (logarithm) {
      SmoothActivations.logSoftmax(in.values(), out.values(), columns, 0, rows);
    } else {
      Activations.softmax(in.values(), out.values(), columns, 0, rows);
    }
  }

  @Override
  public void backward(int samples) {
    int rows = samples * rowsPerSample;
    if (in.gradient() == null) {
      return;
    }
    if (logarithm) {
      SmoothActivations.logSoftmaxBackward(out.values(), out.gradient(), in.gradient(), columns, 0, rows);
    } else {
      Activations.softmaxBackward(out.values(), out.gradient(), in.gradient(), columns, 0, rows);
    }
  }
}
