package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.kernel.SmoothActivations;
import dev.weft.kernel.Sparsemax;
import dev.weft.model.Activation;

/** Softmax along the last axis, its logarithm, or sparsemax. */
final class SoftmaxOp implements Op {
  private final Activation function;
  private final int columns;
  private final int rowsPerSample;
  private final int rowsOfUnit;
  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int rows;

  SoftmaxOp(Activation function, Tensor in, Tensor out, WorkerPool workers) {
    this.function = function;
    this.in = in;
    this.out = out;
    this.workers = workers;
    columns = in.shape().last();
    rowsPerSample = in.features() / columns;
    rowsOfUnit = Math.max(1, ElementwiseOp.CHUNK / columns);
  }

  /** Whether it is a function of a whole row, for which this op is. */
  static boolean computes(Activation activation) {
    return switch (activation) {
      case SOFTMAX, LOG_SOFTMAX, SPARSEMAX -> true;
      default -> false;
    };
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    workers.run(forward, Math.ceilDiv(rows, rowsOfUnit));
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      rows = samples * rowsPerSample;
      workers.run(backward, Math.ceilDiv(rows, rowsOfUnit));
    }
  }

  private void forwardUnit(int unit) {
    int from = unit * rowsOfUnit;
    int to = Math.min(rows, from + rowsOfUnit);
    switch (function) {
      case LOG_SOFTMAX -> SmoothActivations.logSoftmax(in.values(), out.values(), columns, from, to);
      case SPARSEMAX -> Sparsemax.forward(in.values(), out.values(), columns, from, to);
      default -> Activations.softmax(in.values(), out.values(), columns, from, to);
    }
  }

  private void backwardUnit(int unit) {
    int from = unit * rowsOfUnit;
    int to = Math.min(rows, from + rowsOfUnit);
    float[] y = out.values();
    float[] dy = out.gradient();
    switch (function) {
      case LOG_SOFTMAX -> SmoothActivations.logSoftmaxBackward(y, dy, in.gradient(), columns, from, to);
      case SPARSEMAX -> Sparsemax.backward(in.values(), y, dy, in.gradient(), columns, from, to);
      default -> Activations.softmaxBackward(y, dy, in.gradient(), columns, from, to);
    }
  }

  @Override
  public boolean keepsInput() {
    return function == Activation.SPARSEMAX;
  }
}
