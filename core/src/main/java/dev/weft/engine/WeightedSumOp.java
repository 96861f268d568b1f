package dev.weft.engine;

import dev.weft.kernel.Merges;
import java.util.List;

/** {@code y = (w1 x1 + w2 x2 + ...) / divisor} of inputs of one shape, added in their order. */
final class WeightedSumOp implements Op {
  private final List<Tensor> inputs;
  private final float[] weights;
  private final float divisor;
  private final Tensor y;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int length;

  /**
   * @param inputs at least two
   * @param weights one for each input
   */
  WeightedSumOp(List<Tensor> inputs, float[] weights, float divisor, Tensor y, WorkerPool workers) {
    this.inputs = inputs;
    this.weights = weights;
    this.divisor = divisor;
    this.y = y;
    this.workers = workers;
  }

  @Override
  public void forward(int samples, boolean training) {
    length = samples * y.features();
    workers.run(forward, ElementwiseOp.units(length));
  }

  @Override
  public void backward(int samples) {
    length = samples * y.features();
    workers.run(backward, ElementwiseOp.units(length));
  }

  private void forwardUnit(int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
    float[] sum = y.values();
    Merges.weightedSum(inputs.get(0).values(), weights[0], inputs.get(1).values(), weights[1], sum, from, to);
    for (int i = 2; i < weights.length; i++) {
      Merges.weightedSum(sum, 1, inputs.get(i).values(), weights[i], sum, from, to);
    }
    if (divisor != 1) {
      Merges.scale(sum, 1, divisor, sum, from, to);
    }
  }

  private void backwardUnit(int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
    for (int i = 0; i < weights.length; i++) {
      float[] gradient = inputs.get(i).gradient();
      if (gradient != null && weights[i] == 1 && divisor == 1) {
        System.arraycopy(y.gradient(), from, gradient, from, to - from);
      } else if (gradient != null) {
        Merges.scale(y.gradient(), weights[i], divisor, gradient, from, to);
      }
    }
  }

  @Override
  public boolean keepsInput() {
    return false;
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
