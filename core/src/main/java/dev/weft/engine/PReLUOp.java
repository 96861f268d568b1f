package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.model.Shape;

/** A leaky ReLU with learned slopes. */
final class PReLUOp implements Op {
  /** Samples in one unit of work. */
  private static final int SAMPLES = 16;

  private final Tensor in;
  private final Tensor out;
  private final Parameter alpha;
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
    slope = slopes(in.shape(), alpha.variable().weight().shape());
  }

  /** For each value of a sample, which slope is its own; axes of size 1 are shared. */
  private static int[] slopes(Shape values, Shape alphas) {
    int[] slopes = new int[values.elements()];
    for (int i = 0; i < slopes.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = values.rank() - 1; axis >= 0; axis--) {
        int place = rest % values.size(axis);
        rest /= values.size(axis);
        slopes[i] += alphas.size(axis) == 1 ? 0 : place * stride;
        stride *= alphas.size(axis);
      }
    }
    return slopes;
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
}
