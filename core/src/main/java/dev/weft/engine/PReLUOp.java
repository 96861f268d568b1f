package dev.weft.engine;

import dev.weft.kernel.Activations;

/** A leaky ReLU with learned slopes. */
final class PReLUOp implements Op {
  /** Samples in one unit of work. */
  private static final int SAMPLES = 16;

  private final Tensor in;
  private final Tensor out;
  private final Parameter alpha;

  /** For each value of a sample, which slope is its own; axes of size 1 share one. */
  private final int[] slope;

  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int samples;

  PReLUOp(Tensor in, Tensor out, Parameter alpha, WorkerPool workers) {
    this.in = in;
    this.out = out;
    this.alpha = alpha;
    this.workers = workers;
    slope = IndexMaps.repeat(alpha.variable().weight().shape(), in.shape());
  }

  @Override
  public void forward(int samples, boolean training) {
    this.samples = samples;
    workers.run(forward, Math.ceilDiv(samples, SAMPLES));
  }

  @Override
  public void backward(int samples) {
    this.samples = samples;
    Activations.preluSlopes(slope, in.values(), out.gradient(), alpha.gradient(), samples);
    if (in.gradient() != null) {
      workers.run(backward, Math.ceilDiv(samples, SAMPLES));
    }
  }

  private void forwardUnit(int unit) {
    int to = Math.min(samples, (unit + 1) * SAMPLES);
    Activations.prelu(alpha.values(), slope, in.values(), out.values(), unit * SAMPLES, to);
  }

  private void backwardUnit(int unit) {
    int to = Math.min(samples, (unit + 1) * SAMPLES);
    Activations.preluBackward(alpha.values(), slope, in.values(), out.gradient(), in.gradient(), unit * SAMPLES, to);
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
