package dev.weft.engine;

import dev.weft.kernel.Activations;

/** Softmax along the last axis. */
final class SoftmaxOp implements Op {
  private final int columns;
  private final int rowsPerSample;
  private final Tensor in;
  private final Tensor out;

  SoftmaxOp(Tensor in, Tensor out) {
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
    Activations.softmax(in.values(), out.values(), columns, 0, samples * rowsPerSample);
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      Activations.softmaxBackward(out.values(), out.gradient(), in.gradient(), columns, 0, samples * rowsPerSample);
    }
  }
}
