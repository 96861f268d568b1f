package dev.weft.engine;

import dev.weft.kernel.Resampling;

/** An image made larger or smaller along one axis; an image is one unit of work. */
final class ResamplingOp implements Op {
  private final Resampling resampling;
  private final Resampling transposed;
  private final Tensor in;
  private final Tensor out;

  /** How many rows of an image are resampled by themselves, and how many floats stay together. */
  private final int outer;

  private final int inner;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /**
   * @param axis 0 for an image's rows, 1 for its columns
   */
  ResamplingOp(int axis, Resampling resampling, Tensor in, Tensor out, WorkerPool workers) {
    this.resampling = resampling;
    this.in = in;
    this.out = out;
    this.workers = workers;
    transposed = resampling.transposed();
    outer = axis == 0 ? 1 : in.shape().size(0);
    inner = axis == 0 ? in.shape().size(1) * in.shape().last() : in.shape().last();
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
    resampling.apply(in.values(), out.values(), inner, sample * outer, (sample + 1) * outer);
  }

  private void backwardUnit(int sample) {
    transposed.apply(out.gradient(), in.gradient(), inner, sample * outer, (sample + 1) * outer);
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
