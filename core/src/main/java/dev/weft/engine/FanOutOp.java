package dev.weft.engine;

import java.util.List;

/**
 * A value that several layers take: each has a gradient of its own, and this op adds them, in the graph's order. It
 * stands behind the op that makes the value.
 */
final class FanOutOp implements Op {
  private final Tensor value;
  private final float[][] gradients;
  private final WorkerPool workers;
  private final WorkerPool.Task backward = this::backwardUnit;
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

  @Override
  public void backward(int samples) {
    length = samples * value.features();
    workers.run(backward, ElementwiseOp.units(length), (long) length * gradients.length);
  }

  private void backwardUnit(int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
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
