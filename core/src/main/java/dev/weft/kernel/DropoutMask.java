package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.I;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Inverted dropout: {@code y = x * scale} where a hash of (key, index) is at least a threshold, else 0. The choice is a
 * function of its place alone, so forward and backward agree without a mask being kept, and neither threads nor lanes
 * change it.
 */
public final class DropoutMask {
  private DropoutMask() {}

  /**
   * Over {@code [from, to)}; y may be x.
   *
   * @param rate the share to drop, from 0 to below 1
   */
  public static void apply(float rate, int key, float[] x, float[] y, int from, int to) {
    int threshold = (int) ((long) (rate * 4294967296.0) + Integer.MIN_VALUE);
    float scale = 1 / (1 - rate);
    int i = Simd.SCALAR ? from : Vectors.apply(threshold, scale, key, x, y, from, to);
    for (; i < to; i++) {
      y[i] = hash(i + key) >= threshold ? x[i] * scale : 0;
    }
  }

  /** Wellons' lowbias32: every bit of the input changes each bit of the output with a probability near one half. */
  static int hash(int x) {
    int h = x;
    h = (h ^ h >>> 16) * 0x7feb352d;
    h = (h ^ h >>> 15) * 0x846ca68b;
    return h ^ h >>> 16;
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    /** The same for as many numbers as fill vectors; returns where it stopped. */
    static int apply(int threshold, float scale, int key, float[] x, float[] y, int from, int to) {
      int i = from;
      IntVector steps = IntVector.zero(I).addIndex(1);
      for (; i <= to - L; i += L) {
        VectorMask<Float> kept = hash(steps.add(i).add(key)).compare(VectorOperators.GE, threshold).cast(F);
        FloatVector.zero(F).blend(FloatVector.fromArray(F, x, i).mul(scale), kept).intoArray(y, i);
      }
      return i;
    }

    private static IntVector hash(IntVector x) {
      IntVector h = x;
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16)).mul(0x7feb352d);
      h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15)).mul(0x846ca68b);
      return h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16));
    }
  }
}
