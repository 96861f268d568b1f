package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Element-wise functions and their derivatives over {@code [from, to)}. Forward: {@code y = f(x)}, where y may be x.
 * Backward: {@code dx = dy * f'}, where dx may be dy; most derivatives are taken from y, so that x need not be kept.
 * Loops without branches are left to the compiler, which makes SIMD of them.
 */
public final class Activations {
  private static final float SELU_ALPHA = 1.6732632423543772f;
  private static final float SELU_SCALE = 1.0507009873554805f;

  private Activations() {}

  /** {@code x} if positive, else {@code slope * x}. */
  public static void leakyRelu(float slope, float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.leakyRelu(slope, x, y, from, to);
    for (; i < to; i++) {
      y[i] = x[i] < 0 ? slope * x[i] : x[i];
    }
  }

  public static void leakyReluBackward(float slope, float[] y, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.leakyReluBackward(slope, y, dy, dx, from, to);
    for (; i < to; i++) {
      dx[i] = y[i] <= 0 ? slope * dy[i] : dy[i];
    }
  }

  /** {@code max} from max on, {@code x} from threshold on, else {@code slope * (x - threshold)}. */
  public static void relu(float max, float slope, float threshold, float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.relu(max, slope, threshold, x, y, from, to);
    for (; i < to; i++) {
      y[i] = x[i] >= max ? max : x[i] < threshold ? slope * (x[i] - threshold) : x[i];
    }
  }

  public static void reluBackward(
      float max, float slope, float threshold, float[] x, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.reluBackward(max, slope, threshold, x, dy, dx, from, to);
    for (; i < to; i++) {
      dx[i] = x[i] >= max ? 0 : x[i] <= threshold ? slope * dy[i] : dy[i];
    }
  }

  /** {@code x} if positive, else {@code alpha * (e^x - 1)}; all of it times {@code scale}. */
  private static void elu(float scale, float alpha, float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.elu(scale, alpha, x, y, from, to);
    for (; i < to; i++) {
      y[i] = (x[i] < 0 ? ScalarMath.expm1(x[i]) * alpha : x[i]) * scale;
    }
  }

  private static void eluBackward(float scale, float alpha, float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = y[i] > 0 ? scale * dy[i] : (y[i] + scale * alpha) * dy[i];
    }
  }

  public static void elu(float alpha, float[] x, float[] y, int from, int to) {
    elu(1, alpha, x, y, from, to);
  }

  public static void eluBackward(float alpha, float[] y, float[] dy, float[] dx, int from, int to) {
    eluBackward(1, alpha, y, dy, dx, from, to);
  }

  public static void selu(float[] x, float[] y, int from, int to) {
    elu(SELU_SCALE, SELU_ALPHA, x, y, from, to);
  }

  public static void seluBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    eluBackward(SELU_SCALE, SELU_ALPHA, y, dy, dx, from, to);
  }

  public static void tanh(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.tanh(x, y, from, to);
    for (; i < to; i++) {
      y[i] = ScalarMath.tanh(x[i]);
    }
  }

  public static void tanhBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = dy[i] * (1 - y[i] * y[i]);
    }
  }

  public static void sigmoid(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.sigmoid(x, y, from, to);
    for (; i < to; i++) {
      y[i] = ScalarMath.sigmoid(x[i]);
    }
  }

  public static void sigmoidBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = dy[i] * (y[i] * (1 - y[i]));
    }
  }

  /** {@code x * sigmoid(x)}. */
  public static void silu(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.silu(x, y, from, to);
    for (; i < to; i++) {
      y[i] = x[i] * ScalarMath.sigmoid(x[i]);
    }
  }

  /** From x: {@code s + x s (1 - s)} with s = sigmoid(x). */
  public static void siluBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.siluBackward(x, dy, dx, from, to);
    for (; i < to; i++) {
      float s = ScalarMath.sigmoid(x[i]);
      dx[i] = dy[i] * (s + x[i] * s * (1 - s));
    }
  }

  public static void softplus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = ScalarMath.softplus(x[i]);
    }
  }

  public static void softplusBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = -ScalarMath.expm1(-y[i]) * dy[i];
    }
  }

  /** {@code x * P(X <= x)} for a standard normal X. */
  public static void gelu(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.gelu(x, y, from, to);
    for (; i < to; i++) {
      y[i] = x[i] * ScalarMath.normalCdf(x[i], ScalarMath.bell(x[i]));
    }
  }

  /** From x: {@code P(X <= x) + x e^(-x^2/2) / sqrt(2 pi)}. */
  public static void geluBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.geluBackward(x, dy, dx, from, to);
    for (; i < to; i++) {
      float bell = ScalarMath.bell(x[i]);
      dx[i] = dy[i] * (ScalarMath.normalCdf(x[i], bell) + x[i] * bell * ScalarMath.INVERSE_SQRT_2_PI);
    }
  }

  /**
   * {@code x} if positive, else {@code alpha * x}: each sample's value i has the slope {@code alpha[index[i]]}.
   *
   * @param index (features)
   * @param x (samples, features), of which samples {@code from} to {@code to}
   */
  public static void prelu(float[] alpha, int[] index, float[] x, float[] y, int from, int to) {
    int features = index.length;
    for (int s = from; s < to; s++) {
      int row = s * features;
      for (int i = 0; i < features; i++) {
        float v = x[row + i];
        y[row + i] = v > 0 ? v : alpha[index[i]] * v;
      }
    }
  }

  public static void preluBackward(float[] alpha, int[] index, float[] x, float[] dy, float[] dx, int from, int to) {
    int features = index.length;
    for (int s = from; s < to; s++) {
      int row = s * features;
      for (int i = 0; i < features; i++) {
        dx[row + i] = x[row + i] > 0 ? dy[row + i] : alpha[index[i]] * dy[row + i];
      }
    }
  }

  /** {@code dalpha[index[i]] = sum over samples of dy * min(x, 0)}, for all of {@code samples}. */
  public static void preluSlopes(int[] index, float[] x, float[] dy, float[] dalpha, int samples) {
    int features = index.length;
    Arrays.fill(dalpha, 0);
    for (int s = 0; s < samples; s++) {
      int row = s * features;
      for (int i = 0; i < features; i++) {
        dalpha[index[i]] += dy[row + i] * Math.min(x[row + i], 0);
      }
    }
  }

  /** Softmax of each of the rows {@code from} to {@code to} of x (rows, columns). */
  public static void softmax(float[] x, float[] y, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      float max = x[row];
      for (int j = 1; j < columns; j++) {
        max = Math.max(max, x[row + j]);
      }
      float sum = 0;
      for (int j = 0; j < columns; j++) {
        y[row + j] = ScalarMath.exp(x[row + j] - max);
        sum += y[row + j];
      }
      for (int j = 0; j < columns; j++) {
        y[row + j] /= sum;
      }
    }
  }

  /** {@code dx_i = y_i (dy_i - sum_j dy_j y_j)}, row by row. */
  public static void softmaxBackward(float[] y, float[] dy, float[] dx, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      float dot = 0;
      for (int j = 0; j < columns; j++) {
        dot += dy[row + j] * y[row + j];
      }
      for (int j = 0; j < columns; j++) {
        dx[row + j] = y[row + j] * (dy[row + j] - dot);
      }
    }
  }

  /**
   * The same for as many numbers as fill vectors; each returns where it stopped. Apart, so that nothing of the vector
   * module is touched where it is missing.
   */
  private static final class Vectors {
    static int leakyRelu(float slope, float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        v.lanewise(VectorOperators.MUL, slope, v.compare(VectorOperators.LT, 0)).intoArray(y, i);
      }
      return i;
    }

    static int leakyReluBackward(float slope, float[] y, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, y, i);
        FloatVector g = FloatVector.fromArray(F, dy, i);
        g.lanewise(VectorOperators.MUL, slope, v.compare(VectorOperators.LE, 0)).intoArray(dx, i);
      }
      return i;
    }

    static int relu(float max, float slope, float threshold, float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector low = v.blend(v.sub(threshold).mul(slope), v.compare(VectorOperators.LT, threshold));
        low.blend(max, v.compare(VectorOperators.GE, max)).intoArray(y, i);
      }
      return i;
    }

    static int reluBackward(
        float max, float slope, float threshold, float[] x, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector g = FloatVector.fromArray(F, dy, i);
        FloatVector low = g.blend(g.mul(slope), v.compare(VectorOperators.LE, threshold));
        low.blend(0, v.compare(VectorOperators.GE, max)).intoArray(dx, i);
      }
      return i;
    }

    static int elu(float scale, float alpha, float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector low = VectorMath.expm1(v.min(0)).mul(alpha);
        v.blend(low, v.compare(VectorOperators.LT, 0)).mul(scale).intoArray(y, i);
      }
      return i;
    }

    static int tanh(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        VectorMath.tanh(FloatVector.fromArray(F, x, i)).intoArray(y, i);
      }
      return i;
    }

    static int sigmoid(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        VectorMath.sigmoid(FloatVector.fromArray(F, x, i)).intoArray(y, i);
      }
      return i;
    }

    static int silu(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        v.mul(VectorMath.sigmoid(v)).intoArray(y, i);
      }
      return i;
    }

    static int siluBackward(float[] x, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector s = VectorMath.sigmoid(v);
        FloatVector slope = s.add(v.mul(s).mul(FloatVector.broadcast(F, 1).sub(s)));
        FloatVector.fromArray(F, dy, i).mul(slope).intoArray(dx, i);
      }
      return i;
    }

    static int gelu(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        v.mul(VectorMath.normalCdf(v, VectorMath.bell(v))).intoArray(y, i);
      }
      return i;
    }

    static int geluBackward(float[] x, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector bell = VectorMath.bell(v);
        FloatVector slope = VectorMath.normalCdf(v, bell).add(v.mul(bell).mul(ScalarMath.INVERSE_SQRT_2_PI));
        FloatVector.fromArray(F, dy, i).mul(slope).intoArray(dx, i);
      }
      return i;
    }
  }
}
