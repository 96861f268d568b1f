package dev.weft.kernel;

/**
 * Functions of two inputs of one shape, over {@code [from, to)}. Loops without branches, of which the compiler makes
 * SIMD.
 */
public final class Merges {
  private Merges() {}

  /** {@code y = a * p + b * q}; y may be a. */
  public static void weightedSum(float[] a, float p, float[] b, float q, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * p + b[i] * q;
    }
  }

  /** {@code y = x * p / q}; y may be x. */
  public static void scale(float[] x, float p, float q, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] * p / q;
    }
  }

  public static void multiply(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * b[i];
    }
  }

  /** Each row of x (rows, columns), of which {@code from} to {@code to}, times {@code factors[at + column]}. */
  public static void multiplyRows(float[] x, float[] factors, int at, float[] y, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      for (int j = 0; j < columns; j++) {
        y[row + j] = x[row + j] * factors[at + j];
      }
    }
  }

  public static void maximum(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  public static void minimum(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  /** The gradient goes to a where a won, y being the output: all of it, or half where b is equal. */
  public static void winnerBackward(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to) {
    for (int i = from; i < to; i++) {
      da[i] = a[i] == b[i] ? dy[i] / 2 : a[i] == y[i] ? dy[i] : 0;
    }
  }
}
