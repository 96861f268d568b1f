package dev.weft.engine;

/** An element-wise function as an op of its own. */
final class ElementwiseOp implements Op {
  /** Floats in a unit of work: 64 KiB of them, so that a unit stays in the cache. */
  static final int CHUNK = 16_384;

  private final Elementwise function;
  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward;
  private final WorkerPool.Task backward;
  private int length;

  ElementwiseOp(Elementwise function, Tensor in, Tensor out, WorkerPool workers) {
    this.function = function;
    this.in = in;
    this.out = out;
    this.workers = workers;
    forward = this::forwardUnit;
    backward = this::backwardUnit;
  }

  @Override
  public void forward(int samples, boolean training) {
    length = samples * in.features();
    workers.run(forward, units(length));
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      length = samples * in.features();
      workers.run(backward, units(length));
    }
  }

  private void forwardUnit(int unit) {
    function.forward().apply(in.values(), out.values(), from(unit), to(unit, length));
  }

  private void backwardUnit(int unit) {
    float[] kept = function.fromOutput() ? out.values() : in.values();
    function.backward().apply(kept, out.gradient(), in.gradient(), from(unit), to(unit, length));
  }

  static int units(int length) {
    return Math.ceilDiv(length, CHUNK);
  }

  static int from(int unit) {
    return unit * CHUNK;
  }

  static int to(int unit, int length) {
    return Math.min(length, (unit + 1) * CHUNK);
  }

  @Override
  public boolean keepsInput() {
    return !function.fromOutput();
  }

  @Override
  public boolean keepsOutput() {
    return function.fromOutput();
  }
}
