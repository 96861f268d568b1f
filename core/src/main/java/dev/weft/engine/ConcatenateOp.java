package dev.weft.engine;

import java.util.List;

/**
 * Its inputs one behind the other along an axis: a sample's output is made of blocks, from each input one in turn. A
 * sample is one unit of work.
 */
final class ConcatenateOp implements Op {
  private final List<Tensor> inputs;
  private final Tensor y;

  /** How often a block of each input stands in a sample. */
  private final int times;

  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /**
   * @param axis counted from 0
   */
  ConcatenateOp(int axis, List<Tensor> inputs, Tensor y, WorkerPool workers) {
    this.inputs = inputs;
    this.y = y;
    this.workers = workers;
    times = y.shape().sizes().subList(0, axis).stream().reduce(1, (a, b) -> a * b);
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
    int at = sample * y.features();
    for (int t = 0; t < times; t++) {
      for (int i = 0; i < inputs.size(); i++) {
        int block = inputs.get(i).features() / times;
        System.arraycopy(inputs.get(i).values(), (sample * times + t) * block, y.values(), at, block);
        at += block;
      }
    }
  }

  private void backwardUnit(int sample) {
    int at = sample * y.features();
    for (int t = 0; t < times; t++) {
      for (int i = 0; i < inputs.size(); i++) {
        int block = inputs.get(i).features() / times;
        float[] gradient = inputs.get(i).gradient();
        if (gradient != null) {
          System.arraycopy(y.gradient(), at, gradient, (sample * times + t) * block, block);
        }
        at += block;
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
