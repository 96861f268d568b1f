package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations made of straight lines and parabolas over {@code [from, to)}: forward {@code y = f(x)}, where y may be x;
 * backward {@code dx = dy * f'(x)}, where dx may be dy. At a corner the derivative is that of one of its two sides.
 */
public final class HardActivations {
  private HardActivations() {}

  private static float clip(float x, float least, float most) {
    return Math.max(least, Math.min(most, x));
  }

  /** {@code min(max(0, x + 3), 6) / 6}. */
  public static void sigmoid(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.sigmoid(x, y, from, to);
    for (; i < to; i++) {
      y[i] = clip(x[i] + 3, 0, 6) / 6;
    }
  }

  /** From y. */
  public static void sigmoidBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.sigmoidBackward(y, dy, dx, from, to);
    for (; i < to; i++) {
      dx[i] = y[i] > 0 && y[i] < 1 ? dy[i] / 6 : 0;
    }
  }

  /** {@code x * min(max(0, x + 3), 6) / 6}. */
  public static void silu(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.silu(x, y, from, to);
    for (; i < to; i++) {
      y[i] = x[i] * (clip(x[i] + 3, 0, 6) / 6);
    }
  }

  public static void siluBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.siluBackward(x, dy, dx, from, to);
    for (; i < to; i++) {
      dx[i] = dy[i] * (x[i] <= -3 ? 0 : x[i] >= 3 ? 1 : x[i] / 3 + 0.5f);
    }
  }

  /** {@code min(max(-1, x), 1)}. */
  public static void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = clip(x[i], -1, 1);
    }
  }

  /** From y. */
  public static void tanhBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = y[i] > -1 && y[i] < 1 ? dy[i] : 0;
    }
  }

  /** {@code x} beyond 0.5 to both sides, else 0. */
  public static void hardShrink(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.abs(x[i]) > 0.5f ? x[i] : 0;
    }
  }

  /** {@code x} moved towards 0 by 0.5, 0 on the way. */
  public static void softShrink(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] - clip(x[i], -0.5f, 0.5f);
    }
  }

  /** Of both: the gradient where y is not 0. */
  public static void shrinkBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = y[i] != 0 ? dy[i] : 0;
    }
  }

  /** {@code (x + 1)^2 / 4} from -1 to 1, 0 below, {@code x} above. */
  public static void sparsePlus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      float z = clip(x[i], -1, 1) + 1;
      y[i] = x[i] >= 1 ? x[i] : z * z / 4;
    }
  }

  public static void sparsePlusBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = dy[i] * ((clip(x[i], -1, 1) + 1) / 2);
    }
  }

  /** {@code (x + 1) / 2} from -1 to 1, 0 below, 1 above. */
  public static void sparseSigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (clip(x[i], -1, 1) + 1) / 2;
    }
  }

  /** From y. */
  public static void sparseSigmoidBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = y[i] > 0 && y[i] < 1 ? dy[i] / 2 : 0;
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    private static FloatVector sigmoid(FloatVector x) {
      return x.add(3).min(6).max(0).div(6);
    }

    static int sigmoid(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        sigmoid(FloatVector.fromArray(F, x, i)).intoArray(y, i);
      }
      return i;
    }

    static int sigmoidBackward(float[] y, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, y, i);
        FloatVector g = FloatVector.fromArray(F, dy, i).div(6);
        FloatVector.zero(F)
            .blend(g, v.compare(VectorOperators.GT, 0).and(v.compare(VectorOperators.LT, 1)))
            .intoArray(dx, i);
      }
      return i;
    }

    static int silu(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        v.mul(sigmoid(v)).intoArray(y, i);
      }
      return i;
    }

    static int siluBackward(float[] x, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector slope = v.div(3).add(0.5f).blend(1, v.compare(VectorOperators.GE, 3));
        slope = slope.blend(0, v.compare(VectorOperators.LE, -3));
        FloatVector.fromArray(F, dy, i).mul(slope).intoArray(dx, i);
      }
      return i;
    }
  }
}
