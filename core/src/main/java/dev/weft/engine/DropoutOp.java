package dev.weft.engine;

import dev.weft.kernel.Dropping;
import java.util.SplittableRandom;

/**
 * Inverted dropout. What is dropped is a function of the seed, the layer and the step, so that nothing need be
 * remembered.
 */
final class DropoutOp implements Op {
  private final float rate;
  private final long seed;
  private final Tensor in;
  private final Tensor out;
  private final Team team;
  private final Team.Task forward = this::forwardUnit;
  private final Team.Task backward = this::backwardUnit;
  private boolean training;
  private int length;
  private int key;

  DropoutOp(double rate, long seed, Tensor in, Tensor out, Team team) {
    this.rate = (float) rate;
    this.seed = seed;
    this.in = in;
    this.out = out;
    this.team = team;
  }

  /** Chooses anew what is dropped. */
  void step(long step) {
    key = mix(seed + 0x9e3779b97f4a7c15L * (step + 1));
  }

  /** The finisher of {@link SplittableRandom}, without the object. */
  private static int mix(long z) {
    long h = (z ^ z >>> 33) * 0x62a9d9ed799705f5L;
    h = (h ^ h >>> 28) * 0xcb24d0a5c88c35b3L;
    return (int) (h >>> 32);
  }

  @Override
  public void forward(int samples, boolean training) {
    this.training = training;
    length = samples * in.features();
    team.run(forward, ElementwiseOp.units(length));
  }

  @Override
  public void backward(int samples) {
    if (in.gradient() != null) {
      length = samples * in.features();
      team.run(backward, ElementwiseOp.units(length));
    }
  }

  private void forwardUnit(int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
    if (training) {
      Dropping.apply(rate, key, in.values(), out.values(), from, to);
    } else {
      System.arraycopy(in.values(), from, out.values(), from, to - from);
    }
  }

  private void backwardUnit(int unit) {
    int to = ElementwiseOp.to(unit, length);
    Dropping.apply(rate, key, out.gradient(), in.gradient(), ElementwiseOp.from(unit), to);
  }
}
