package dev.weft.engine;

import dev.weft.kernel.DropoutMask;
import dev.weft.kernel.RandomNoise;
import dev.weft.model.NoiseShape;
import dev.weft.model.Shape;
import java.util.Arrays;

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
    int[] places = new int[shape.elements()];
    Arrays.setAll(places, i -> i % shape.last());
    return dropTogether(rate, places, shape.last());
  }

  /** Whole samples are dropped. */
  static Noise stochasticDepth(double rate, Shape shape) {
    return dropTogether(rate, new int[shape.elements()], 1);
  }

  static Noise dropout(double rate, NoiseShape noise, Shape shape) {
    int[] places = noise.places(shape);
    int choices = Arrays.stream(places).max().orElseThrow() + 1;
    return dropTogether(rate, places, noise.isPerSample() ? choices : 0);
  }

  private static Noise dropTogether(double rate, int[] places, int choices) {
    return factor(
        (key, x, y, from, to) -> RandomNoise.dropTogether((float) rate, places, choices, key, x, y, from, to));
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
