package dev.weft.engine;

import dev.weft.kernel.Merges;
import dev.weft.kernel.Reductions;

/**
 * {@code y = x * gate}, where each sample's gate has a factor for each of the last axes' values, and all rows of x
 * share it: squeeze and excitation. A sample is one unit of work.
 */
final class GateOp implements Op {
  private final Tensor x;
  private final Tensor gate;
  private final Tensor y;
  private final int columns;
  private final int rows;
  private final float[] zeros;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  GateOp(Tensor x, Tensor gate, Tensor y, WorkerPool workers) {
    this.x = x;
    this.gate = gate;
    this.y = y;
    this.workers = workers;
    columns = gate.features();
    rows = x.features() / columns;
    zeros = new float[columns];
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, samples);
  }

  @Override
  public void backward(int samples) {
    workers.run(backward, samples);
  }

  private void forwardUnit(int sample) {
    int from = sample * rows;
    Merges.multiplyRows(x.values(), gate.values(), sample * columns, y.values(), columns, from, from + rows);
  }

  private void backwardUnit(int sample) {
    int from = sample * rows;
    int at = sample * columns;
    if (x.gradient() != null) {
      Merges.multiplyRows(y.gradient(), gate.values(), at, x.gradient(), columns, from, from + rows);
    }
    if (gate.gradient() != null) {
      Reductions.products(y.gradient(), x.values(), zeros, columns, from, from + rows, gate.gradient(), at);
    }
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
