package dev.weft.engine;

import java.util.Arrays;

/** Each value of the output from one place of the input, or 0; a sample is one unit of work. */
final class GatherOp implements Op {
  private final int[] from;
  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /**
   * @param from for each value of an output, its place in the input; -1 for 0
   */
  GatherOp(int[] from, Tensor in, Tensor out, WorkerPool workers) {
    this.from = from;
    this.in = in;
    this.out = out;
    this.workers = workers;
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
    float[] x = in.values();
    float[] y = out.values();
    int source = sample * in.features();
    int to = sample * from.length;
    for (int i = 0; i < from.length; i++) {
      y[to + i] = from[i] < 0 ? 0 : x[source + from[i]];
    }
  }

  /** What was cut off has no gradient, what stands in several places the sum of theirs. */
  private void backwardUnit(int sample) {
    float[] dx = in.gradient();
    float[] dy = out.gradient();
    int target = sample * in.features();
    int at = sample * from.length;
    Arrays.fill(dx, target, target + in.features(), 0);
    for (int i = 0; i < from.length; i++) {
      if (from[i] >= 0) {
        dx[target + from[i]] += dy[at + i];
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
