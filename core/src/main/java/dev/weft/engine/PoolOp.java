package dev.weft.engine;

import dev.weft.kernel.Pooling;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Size;

/** The largest or the average value of each window; an image is one unit of work. */
final class PoolOp implements Op {
  private final boolean average;
  private final Tensor in;
  private final Tensor out;
  private final Pooling pooling;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  PoolOp(boolean average, Size window, Size strides, Padding padding, Tensor in, Tensor out, WorkerPool workers) {
    this.average = average;
    this.in = in;
    this.out = out;
    this.workers = workers;
    pooling = pooling(window, strides, padding, in.shape(), out.shape());
  }

  static Pooling pooling(Size window, Size strides, Padding padding, Shape in, Shape out) {
    return new Pooling(
        in.size(0),
        in.size(1),
        in.last(),
        window.height(),
        window.width(),
        strides.height(),
        strides.width(),
        padding.before(in.size(0), window.height(), strides.height()),
        padding.before(in.size(1), window.width(), strides.width()),
        out.size(0),
        out.size(1));
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, samples);
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      workers.run(backward, samples);
    }
  }

  private void forwardUnit(int sample) {
    if (average) {
      pooling.average(in.values(), out.values(), sample);
    } else {
      pooling.max(in.values(), out.values(), sample);
    }
  }

  private void backwardUnit(int sample) {
    if (average) {
      pooling.averageBackward(out.gradient(), in.gradient(), sample);
    } else {
      pooling.maxBackward(in.values(), out.values(), out.gradient(), in.gradient(), sample);
    }
  }

  @Override
  public boolean keepsInput() {
    return !average;
  }

  @Override
  public boolean keepsOutput() {
    return !average;
  }
}
