package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums down the columns of a matrix, and batch normalization made of them. Each column is summed by itself, over the
 * rows in order; so sums do not depend on threads or lanes. x, y and the like are (rows, columns), of which rows {@code
 * from} to {@code to} count.
 */
public final class Reductions {
  private Reductions() {}

  /**
   * {@code sum[at + j] = sum_i x[i, j]}. Sums of a block of columns stay in registers, which takes a tenth of the time
   * of adding rows in memory; the last block ends with the last column, and does again what the one before it did.
   */
  public static void sum(float[] x, int columns, int from, int to, float[] sum, int at) {
    if (Simd.SCALAR || columns < L) {
      sumOfRows(x, columns, from, to, sum, at);
    } else if (columns < 4 * L) {
      for (int j = 0; j < columns; j += L) {
        Vectors.sumOfVector(x, Math.min(j, columns - L), columns, from, to, sum, at);
      }
    } else {
      for (int j = 0; j < columns; j += 4 * L) {
        Vectors.sumOfVectors(x, Math.min(j, columns - 4 * L), columns, from, to, sum, at);
      }
    }
  }

  private static void sumOfRows(float[] x, int columns, int from, int to, float[] sum, int at) {
    Arrays.fill(sum, at, at + columns, 0);
    for (int i = from; i < to; i++) {
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        sum[at + j] += x[row + j];
      }
    }
  }

  /** {@code sum[at + j] = sum_i (x[i, j] - mean[j])^2}. */
  public static void squares(float[] x, float[] mean, int columns, int from, int to, float[] sum, int at) {
    if (Simd.SCALAR || columns < L) {
      squaresOfRows(x, mean, columns, from, to, sum, at);
      return;
    }
    for (int j = 0; j < columns; j += L) {
      Vectors.squaresOfVector(x, mean, Math.min(j, columns - L), columns, from, to, sum, at);
    }
  }

  private static void squaresOfRows(float[] x, float[] mean, int columns, int from, int to, float[] sum, int at) {
    Arrays.fill(sum, at, at + columns, 0);
    for (int i = from; i < to; i++) {
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        float d = x[row + j] - mean[j];
        sum[at + j] += d * d;
      }
    }
  }

  /** {@code sum[at + j] = sum_i dy[i, j] * (x[i, j] - mean[j])}. */
  public static void products(float[] dy, float[] x, float[] mean, int columns, int from, int to, float[] sum, int at) {
    if (Simd.SCALAR || columns < L) {
      productsOfRows(dy, x, mean, columns, from, to, sum, at);
      return;
    }
    for (int j = 0; j < columns; j += L) {
      Vectors.productsOfVector(dy, x, mean, Math.min(j, columns - L), columns, from, to, sum, at);
    }
  }

  private static void productsOfRows(
      float[] dy, float[] x, float[] mean, int columns, int from, int to, float[] sum, int at) {
    Arrays.fill(sum, at, at + columns, 0);
    for (int i = from; i < to; i++) {
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        sum[at + j] += dy[row + j] * (x[row + j] - mean[j]);
      }
    }
  }

  /** {@code y[i, j] = x[i, j] * scale[j] + shift[j]}. */
  public static void affine(float[] x, float[] scale, float[] shift, float[] y, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        y[row + j] = x[row + j] * scale[j] + shift[j];
      }
    }
  }

  /** {@code dx[i, j] = dy[i, j] * a[j] + (x[i, j] - mean[j]) * b[j] + c[j]}. */
  public static void normalizeBackward(
      float[] dy, float[] x, float[] mean, float[] a, float[] b, float[] c, float[] dx, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        dx[row + j] = dy[row + j] * a[j] + (x[row + j] - mean[j]) * b[j] + c[j];
      }
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    /** Columns j to j + L. */
    static void sumOfVector(float[] x, int j, int columns, int from, int to, float[] sum, int at) {
      FloatVector s = FloatVector.zero(F);
      for (int i = from; i < to; i++) {
        s = s.add(FloatVector.fromArray(F, x, i * columns + j));
      }
      s.intoArray(sum, at + j);
    }

    static void squaresOfVector(float[] x, float[] mean, int j, int columns, int from, int to, float[] sum, int at) {
      FloatVector m = FloatVector.fromArray(F, mean, j);
      FloatVector s = FloatVector.zero(F);
      for (int i = from; i < to; i++) {
        FloatVector d = FloatVector.fromArray(F, x, i * columns + j).sub(m);
        s = s.add(d.mul(d));
      }
      s.intoArray(sum, at + j);
    }

    static void productsOfVector(
        float[] dy, float[] x, float[] mean, int j, int columns, int from, int to, float[] sum, int at) {
      FloatVector m = FloatVector.fromArray(F, mean, j);
      FloatVector s = FloatVector.zero(F);
      for (int i = from; i < to; i++) {
        int k = i * columns + j;
        s = s.add(FloatVector.fromArray(F, x, k).sub(m).mul(FloatVector.fromArray(F, dy, k)));
      }
      s.intoArray(sum, at + j);
    }

    /** Columns j to j + 4 L. */
    static void sumOfVectors(float[] x, int j, int columns, int from, int to, float[] sum, int at) {
      FloatVector s0 = FloatVector.zero(F);
      FloatVector s1 = FloatVector.zero(F);
      FloatVector s2 = FloatVector.zero(F);
      FloatVector s3 = FloatVector.zero(F);
      for (int i = from; i < to; i++) {
        int k = i * columns + j;
        s0 = s0.add(FloatVector.fromArray(F, x, k));
        s1 = s1.add(FloatVector.fromArray(F, x, k + L));
        s2 = s2.add(FloatVector.fromArray(F, x, k + 2 * L));
        s3 = s3.add(FloatVector.fromArray(F, x, k + 3 * L));
      }
      s0.intoArray(sum, at + j);
      s1.intoArray(sum, at + j + L);
      s2.intoArray(sum, at + j + 2 * L);
      s3.intoArray(sum, at + j + 3 * L);
    }
  }
}
