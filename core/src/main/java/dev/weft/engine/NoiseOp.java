package dev.weft.engine;

/**
 * What a layer does at random in training. It is a function of the seed, the layer's name, the step and the place, so
 * that nothing need be remembered.
 */
final class NoiseOp implements Op {
  private final Noise noise;
  private final long seed;
  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private boolean training;
  private int length;
  private int key;

  NoiseOp(Noise noise, long seed, Tensor in, Tensor out, WorkerPool workers) {
    this.noise = noise;
    this.seed = seed;
    this.in = in;
    this.out = out;
    this.workers = workers;
  }

  /** A seed for one layer: what other layers there are, and which ops they become, does not change it. */
  static long seed(long seed, String layer) {
    return mix64(seed + 0x9e3779b97f4a7c15L * (layer.hashCode() + 1L));
  }

  @Override
  public void step(long step) {
    key = (int) (mix64(seed + 0x9e3779b97f4a7c15L * (step + 1)) >>> 32);
  }

  /** A finisher of SplitMix64 (Stafford's fourth), without an object. */
  private static long mix64(long z) {
    long h = (z ^ z >>> 33) * 0x62a9d9ed799705f5L;
    h = (h ^ h >>> 28) * 0xcb24d0a5c88c35b3L;
    return h ^ h >>> 32;
  }

  @Override
  public void forward(int samples, boolean training) {
    this.training = training;
    length = samples * in.features();
    workers.run(forward, ElementwiseOp.units(length));
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      length = samples * in.features();
      workers.run(backward, ElementwiseOp.units(length));
    }
  }

  private void forwardUnit(int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
    if (training) {
      noise.forward().apply(key, in.values(), out.values(), from, to);
    } else {
      System.arraycopy(in.values(), from, out.values(), from, to - from);
    }
  }

  private void backwardUnit(int unit) {
    int to = ElementwiseOp.to(unit, length);
    noise.backward().apply(key, out.gradient(), in.gradient(), ElementwiseOp.from(unit), to);
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
