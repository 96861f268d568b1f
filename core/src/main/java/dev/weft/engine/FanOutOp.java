package dev.weft.engine;

import java.util.List;

/**
 * A value that several layers take: each has a gradient of its own, that of the first is the value's, and this op adds
 * the others to it, in the graph's order. It stands behind the op that makes the value.
 */
final class FanOutOp implements Op {
  private final Tensor value;
  private final float[][] gradients;
  private final WorkerPool workers;
  private final WorkerPool.Task backward = this::backwardUnit;
  private boolean isLeft;
  private int length;

  /**
   * @param readers the value as each layer sees it, two or more
   */
  FanOutOp(Tensor value, List<Tensor> readers, WorkerPool workers) {
    this.value = value;
    this.workers = workers;
    gradients = readers.stream().map(Tensor::gradient).toArray(float[][]::new);
  }

  @Override
  public void forward(int samples, boolean training) {}

  /** Leaves the addition to the op that makes the value. */
  void leave() {
    isLeft = true;
  }

  @Override
  public void backward(int samples) {
    if (isLeft) {
      return;
    }
    length = samples * value.features();
    workers.run(backward, ElementwiseOp.units(length), (long) length * gradients.length);
  }

  private void backwardUnit(int unit) {
    add(ElementwiseOp.from(unit), ElementwiseOp.to(unit, length));
  }

  /** Adds the gradients of numbers {@code from} to {@code to} of the batch. */
  void add(int from, int to) {
    float[] sum = value.gradient();
    float[] first = gradients[0];
    float[] second = gradients[1];
    for (int i = from; i < to; i++) {
      sum[i] = first[i] + second[i];
    }
    for (int reader = 2; reader < gradients.length; reader++) {
      float[] next = gradients[reader];
      for (int i = from; i < to; i++) {
        sum[i] += next[i];
      }
    }
  }
}
