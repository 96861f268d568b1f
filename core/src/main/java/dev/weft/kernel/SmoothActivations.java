package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * More smooth activations over {@code [from, to)}: forward {@code y = f(x)}, where y may be x; backward {@code dx = dy
 * * f'}, where dx may be dy. But for mish they take one number at a time, as few networks have them.
 */
public final class SmoothActivations {
  private static final float SQRT_2_BY_PI = 0.7978845608f;
  private static final float CUBIC = 0.044715f;

  /** From here on mish is x, and e^x squared is still a float. */
  private static final float MISH_IS_X = 20;

  private SmoothActivations() {}

  public static void exponential(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean large = x[i] > ScalarMath.HIGHEST; // infinite, nearly everywhere
      y[i] = large ? (float) StrictMath.exp(x[i]) : ScalarMath.exp(x[i]);
    }
  }

  public static void exponentialBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = dy[i] * y[i];
    }
  }

  /** {@code tanh(log(1 + e^x)) = (e^2x + 2 e^x) / (e^2x + 2 e^x + 2)} from e^x. */
  private static float tanhOfSoftplus(float e) {
    float square = e * (e + 2);
    return square / (square + 2);
  }

  /** {@code x * tanh(log(1 + e^x))}. */
  public static void mish(float[] x, float[] y, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.mish(x, y, from, to);
    for (; i < to; i++) {
      y[i] = x[i] * tanhOfSoftplus(ScalarMath.exp(Math.min(x[i], MISH_IS_X)));
    }
  }

  /** From x: {@code t + x (1 - t^2) sigmoid(x)} with t = tanh(log(1 + e^x)). */
  public static void mishBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    int i = Simd.SCALAR ? from : Vectors.mishBackward(x, dy, dx, from, to);
    for (; i < to; i++) {
      float e = ScalarMath.exp(Math.min(x[i], MISH_IS_X));
      float t = tanhOfSoftplus(e);
      dx[i] = dy[i] * (t + x[i] * (1 - t * t) * (e / (e + 1)));
    }
  }

  /** {@code x / (1 + |x|)}. */
  public static void softsign(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] / (1 + Math.abs(x[i]));
    }
  }

  /** From x: {@code 1 / (1 + |x|)^2}. */
  public static void softsignBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      float z = 1 + Math.abs(x[i]);
      dx[i] = dy[i] / (z * z);
    }
  }

  /** {@code -log(1 + e^-x)}. */
  public static void logSigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = -ScalarMath.softplus(-x[i]);
    }
  }

  /** From y: {@code 1 - e^y}. */
  public static void logSigmoidBackward(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = -ScalarMath.expm1(y[i]) * dy[i];
    }
  }

  /** {@code (x + sqrt(x^2 + 4)) / 2}; for negative x the same as {@code 2 / (sqrt(x^2 + 4) - x)}, which is exact. */
  public static void squareplus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      float root = root(x[i]);
      y[i] = x[i] < 0 ? 2 / (root - x[i]) : (x[i] + root) / 2;
    }
  }

  /** From x: {@code (1 + x / sqrt(x^2 + 4)) / 2}. */
  public static void squareplusBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = dy[i] * (1 + x[i] / root(x[i])) / 2;
    }
  }

  private static float root(float x) {
    return (float) Math.sqrt((double) x * x + 4);
  }

  /** {@code x - tanh(x)}. */
  public static void tanhShrink(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] - ScalarMath.tanh(x[i]);
    }
  }

  /** From x: {@code tanh(x)^2}. */
  public static void tanhShrinkBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      float t = ScalarMath.tanh(x[i]);
      dx[i] = dy[i] * (t * t);
    }
  }

  /** {@code 0.5 x (1 + tanh(u))} with {@code u = sqrt(2 / pi) (x + 0.044715 x^3)}. */
  public static void geluTanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      float u = SQRT_2_BY_PI * (x[i] + CUBIC * x[i] * x[i] * x[i]);
      y[i] = 0.5f * x[i] * (1 + ScalarMath.tanh(u));
    }
  }

  /** From x: {@code 0.5 (1 + t) + 0.5 x (1 - t^2) u'} with t = tanh(u). */
  public static void geluTanhBackward(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      float square = x[i] * x[i];
      float t = ScalarMath.tanh(SQRT_2_BY_PI * (x[i] + CUBIC * x[i] * square));
      float inner = SQRT_2_BY_PI * (1 + 3 * CUBIC * square);
      dx[i] = dy[i] * (0.5f * (1 + t) + 0.5f * x[i] * (1 - t * t) * inner);
    }
  }

  /** {@code y_i = x_i - log(sum_j e^x_j)} of each of the rows {@code from} to {@code to} of x (rows, columns). */
  public static void logSoftmax(float[] x, float[] y, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      float max = x[row];
      for (int j = 1; j < columns; j++) {
        max = Math.max(max, x[row + j]);
      }
      float sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += ScalarMath.exp(x[row + j] - max);
      }
      float log = (float) StrictMath.log(sum);
      for (int j = 0; j < columns; j++) {
        y[row + j] = x[row + j] - max - log;
      }
    }
  }

  /** {@code dx_i = dy_i - e^y_i sum_j dy_j}, row by row. */
  public static void logSoftmaxBackward(float[] y, float[] dy, float[] dx, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      float sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += dy[row + j];
      }
      for (int j = 0; j < columns; j++) {
        dx[row + j] = dy[row + j] - ScalarMath.exp(y[row + j]) * sum;
      }
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    private static FloatVector tanhOfSoftplus(FloatVector e) {
      FloatVector square = e.mul(e.add(2));
      return square.div(square.add(2));
    }

    static int mish(float[] x, float[] y, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        v.mul(tanhOfSoftplus(VectorMath.exp(v.min(MISH_IS_X)))).intoArray(y, i);
      }
      return i;
    }

    static int mishBackward(float[] x, float[] dy, float[] dx, int from, int to) {
      int i = from;
      for (; i <= to - L; i += L) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        FloatVector e = VectorMath.exp(v.min(MISH_IS_X));
        FloatVector t = tanhOfSoftplus(e);
        FloatVector rest = v.mul(FloatVector.broadcast(F, 1).sub(t.mul(t))).mul(e.div(e.add(1)));
        FloatVector.fromArray(F, dy, i).mul(t.add(rest)).intoArray(dx, i);
      }
      return i;
    }
  }
}
