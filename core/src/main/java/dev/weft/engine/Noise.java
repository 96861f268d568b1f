package dev.weft.engine;

import dev.weft.kernel.DropoutMask;
import dev.weft.kernel.RandomNoise;
import dev.weft.model.Shape;

/** A random function of single numbers, and what becomes of the gradient. */
record Noise(Pass forward, Pass backward) {
  /** Over {@code [from, to)}; the same key makes the same choice. */
  interface Pass {
    void apply(int key, float[] x, float[] y, int from, int to);
  }

  static Noise dropout(double rate) {
    return factor((key, x, y, from, to) -> DropoutMask.apply((float) rate, key, x, y, from, to));
  }

  /**
   * @param shape of one sample, whose last axis are the channels
   */
  static Noise spatialDropout(double rate, Shape shape) {
    int features = shape.elements();
    int channels = shape.last();
    return factor(
        (key, x, y, from, to) -> RandomNoise.dropChannels((float) rate, features, channels, key, x, y, from, to));
  }

  static Noise gaussianDropout(double rate) {
    float deviation = (float) Math.sqrt(rate / (1 - rate));
    return factor((key, x, y, from, to) -> RandomNoise.multiply(deviation, key, x, y, from, to));
  }

  static Noise gaussianNoise(double deviation) {
    return new Noise(
        (key, x, y, from, to) -> RandomNoise.add((float) deviation, key, x, y, from, to),
        (key, dy, dx, from, to) -> System.arraycopy(dy, from, dx, from, to - from));
  }

  static Noise alphaDropout(double rate) {
    return new Noise(
        (key, x, y, from, to) -> RandomNoise.alphaDrop((float) rate, key, x, y, from, to),
        (key, dy, dx, from, to) -> RandomNoise.alphaDropBackward((float) rate, key, dy, dx, from, to));
  }

  /** Each value times a factor, by which its gradient is multiplied, too. */
  private static Noise factor(Pass pass) {
    return new Noise(pass, pass);
  }
}
