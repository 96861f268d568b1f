package dev.weft.engine;

import java.util.Arrays;

/** Each value of the output from one place of the input, or 0; part of a sample is one unit of work. */
final class GatherOp implements Op {
  /** Where values that lie together go to places that lie together: the first of each such segment, and its length. */
  private final int[] sources;

  private final int[] targets;
  private final int[] lengths;

  /** Of a sample's segments. */
  private final Bands parts;

  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /**
   * @param from for each value of an output, its place in the input; -1 for 0
   */
  GatherOp(int[] from, Tensor in, Tensor out, WorkerPool workers) {
    this.in = in;
    this.out = out;
    this.workers = workers;
    int[] starts = starts(from);
    targets = Arrays.stream(starts).filter(start -> from[start] >= 0).toArray();
    sources = Arrays.stream(targets).map(start -> from[start]).toArray();
    lengths = Arrays.stream(targets).map(start -> end(from, start) - start).toArray();
    parts = Bands.of(targets.length, out.features() / Math.max(1, targets.length));
  }

  private static int[] starts(int[] from) {
    int[] starts = new int[from.length];
    int count = 0;
    for (int i = 0; i < from.length; i = end(from, i)) {
      starts[count++] = i;
    }
    return Arrays.copyOf(starts, count);
  }

  /** The place after a segment; nothing but zeros is a segment, too. */
  private static int end(int[] from, int start) {
    int step = from[start] < 0 ? 0 : 1;
    int end = start + 1;
    while (end < from.length && from[end] == from[end - 1] + step) {
      end++;
    }
    return end;
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, parts.units(samples));
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      workers.run(backward, samples);
    }
  }

  private void forwardUnit(int unit) {
    float[] x = in.values();
    float[] y = out.values();
    int source = parts.sample(unit) * in.features();
    int target = parts.sample(unit) * out.features();
    int first = parts.from(unit);
    int end = parts.to(unit);
    Arrays.fill(
        y,
        target + (first == 0 ? 0 : targets[first]),
        target + (end == targets.length ? out.features() : targets[end]),
        0);
    for (int s = first; s < end; s++) {
      int from = source + sources[s];
      int to = target + targets[s];
      for (int i = 0; i < lengths[s]; i++) {
        y[to + i] = x[from + i];
      }
    }
  }

  /** What was cut off has no gradient, what stands in several places the sum of theirs. */
  private void backwardUnit(int sample) {
    float[] dx = in.gradient();
    float[] dy = out.gradient();
    int source = sample * in.features();
    int target = sample * out.features();
    Arrays.fill(dx, source, source + in.features(), 0);
    for (int s = 0; s < targets.length; s++) {
      int from = source + sources[s];
      int to = target + targets[s];
      for (int i = 0; i < lengths[s]; i++) {
        dx[from + i] += dy[to + i];
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
