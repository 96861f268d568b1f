package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The passes of a batch normalization and of what stands right behind it: {@code z = x * scale + shift}, or {@code z +=
 * skip} of a residual connection, and {@code y = z} where z is positive, else {@code slope * z}. A slope of 1 is no
 * function, 0 is ReLU. All arrays are (rows, columns) and begin anywhere; sums run down the columns, over the rows in
 * order.
 */
public final class Normalization {
  private Normalization() {}

  private static boolean hasVectors(int columns) {
    return !Simd.SCALAR && columns >= L;
  }

  /**
   * Each column's sum, and the sum of squared distances from its mean over these rows.
   *
   * @param sums (2, columns)
   */
  public static void moments(float[] x, int xo, int columns, int rows, float[] sums) {
    if (hasVectors(columns)) {
      Vectors.moments(x, xo, columns, rows, sums);
      return;
    }
    Arrays.fill(sums, 0, 2 * columns, 0);
    for (int k = xo; k < xo + rows * columns; k += columns) {
      for (int j = 0; j < columns; j++) {
        sums[j] += x[k + j];
      }
    }
    for (int k = xo; k < xo + rows * columns; k += columns) {
      for (int j = 0; j < columns; j++) {
        float d = x[k + j] - sums[j] / rows;
        sums[columns + j] += d * d;
      }
    }
  }

  public static void forward(
      float[] x, int xo, float[] scale, float[] shift, float slope, float[] y, int yo, int columns, int rows) {
    if (hasVectors(columns)) {
      Vectors.forward(x, xo, scale, shift, slope, y, yo, columns, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float z = Math.fma(x[xo + i * columns + j], scale[j], shift[j]);
        y[yo + i * columns + j] = z < 0 ? slope * z : z;
      }
    }
  }

  /**
   * The same with a residual connection.
   *
   * @param skip as x
   */
  public static void forward(
      float[] x,
      int xo,
      float[] skip,
      float[] scale,
      float[] shift,
      float slope,
      float[] y,
      int yo,
      int columns,
      int rows) {
    if (hasVectors(columns)) {
      Vectors.forward(x, xo, skip, scale, shift, slope, y, yo, columns, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int k = xo + i * columns + j;
        float z = Math.fma(x[k], scale[j], shift[j]) + skip[k];
        y[yo + i * columns + j] = z < 0 ? slope * z : z;
      }
    }
  }

  /**
   * The column sums of {@code dz} and of {@code dz * (x - mean)}, where {@code dz = dy} for positive z, else {@code
   * slope * dy}; z is made again.
   *
   * @param sums (2, columns)
   */
  public static void sums(
      float[] dy,
      float[] x,
      int xo,
      float[] scale,
      float[] shift,
      float slope,
      float[] mean,
      int columns,
      int rows,
      float[] sums) {
    if (hasVectors(columns)) {
      Vectors.sums(dy, x, xo, scale, shift, slope, mean, columns, rows, sums);
      return;
    }
    Arrays.fill(sums, 0, 2 * columns, 0);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float v = x[xo + i * columns + j];
        float g = dy[xo + i * columns + j];
        float dz = Math.fma(v, scale[j], shift[j]) <= 0 ? slope * g : g;
        sums[j] += dz;
        sums[columns + j] += dz * (v - mean[j]);
      }
    }
  }

  /**
   * The same, with the sign of y instead of z's.
   *
   * @param y as x
   * @param dz is written, as x
   */
  public static void sums(
      float[] dy,
      float[] y,
      float slope,
      float[] x,
      int xo,
      float[] mean,
      int columns,
      int rows,
      float[] dz,
      float[] sums) {
    if (hasVectors(columns)) {
      Vectors.sums(dy, y, slope, x, xo, mean, columns, rows, dz, sums);
      return;
    }
    Arrays.fill(sums, 0, 2 * columns, 0);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int k = xo + i * columns + j;
        dz[k] = y[k] <= 0 ? slope * dy[k] : dy[k];
        sums[j] += dz[k];
        sums[columns + j] += dz[k] * (x[k] - mean[j]);
      }
    }
  }

  /** {@code dx = dz * a + (x - mean) * b + c}, with dz as in {@link #sums}; dx may be dy. */
  public static void backward(
      float[] dy,
      float[] x,
      int xo,
      float[] scale,
      float[] shift,
      float slope,
      float[] mean,
      float[] a,
      float[] b,
      float[] c,
      float[] dx,
      int columns,
      int rows) {
    int first = Simd.SCALAR ? 0 : Vectors.backward(dy, x, xo, scale, shift, slope, mean, a, b, c, dx, columns, rows);
    for (int i = 0; i < rows && first < columns; i++) {
      for (int j = first; j < columns; j++) {
        int k = xo + i * columns + j;
        float dz = Math.fma(x[k], scale[j], shift[j]) <= 0 ? slope * dy[k] : dy[k];
        dx[k] = dz * a[j] + (x[k] - mean[j]) * b[j] + c[j];
      }
    }
  }

  /**
   * The same for columns that fill a vector or more: the last one ends with the last column, and does again what the
   * one before it did. Apart, so that nothing of the vector module is touched where it is missing.
   */
  private static final class Vectors {
    static void moments(float[] x, int xo, int columns, int rows, float[] sums) {
      for (int from = 0; from < columns; from += L) {
        int j = Math.min(from, columns - L);
        FloatVector sum = FloatVector.zero(F);
        int end = xo + rows * columns + j;
        for (int k = xo + j; k < end; k += columns) {
          sum = sum.add(FloatVector.fromArray(F, x, k));
        }
        FloatVector mean = sum.div(rows);
        FloatVector squares = FloatVector.zero(F);
        for (int k = xo + j; k < end; k += columns) {
          FloatVector d = FloatVector.fromArray(F, x, k).sub(mean);
          squares = squares.add(d.mul(d));
        }
        sum.intoArray(sums, j);
        squares.intoArray(sums, columns + j);
      }
    }

    static void forward(
        float[] x, int xo, float[] scale, float[] shift, float slope, float[] y, int yo, int columns, int rows) {
      for (int from = 0; from < columns; from += L) {
        int j = Math.min(from, columns - L);
        FloatVector p = FloatVector.fromArray(F, scale, j);
        FloatVector q = FloatVector.fromArray(F, shift, j);
        int to = yo - xo;
        int end = xo + rows * columns + j;
        for (int k = xo + j; k < end; k += columns) {
          FloatVector z = FloatVector.fromArray(F, x, k).fma(p, q);
          z.lanewise(VectorOperators.MUL, slope, z.compare(VectorOperators.LT, 0)).intoArray(y, k + to);
        }
      }
    }

    static void forward(
        float[] x,
        int xo,
        float[] skip,
        float[] scale,
        float[] shift,
        float slope,
        float[] y,
        int yo,
        int columns,
        int rows) {
      for (int from = 0; from < columns; from += L) {
        int j = Math.min(from, columns - L);
        FloatVector p = FloatVector.fromArray(F, scale, j);
        FloatVector q = FloatVector.fromArray(F, shift, j);
        int to = yo - xo;
        int end = xo + rows * columns + j;
        for (int k = xo + j; k < end; k += columns) {
          FloatVector z = FloatVector.fromArray(F, x, k).fma(p, q).add(FloatVector.fromArray(F, skip, k));
          z.lanewise(VectorOperators.MUL, slope, z.compare(VectorOperators.LT, 0)).intoArray(y, k + to);
        }
      }
    }

    static void sums(
        float[] dy,
        float[] x,
        int xo,
        float[] scale,
        float[] shift,
        float slope,
        float[] mean,
        int columns,
        int rows,
        float[] sums) {
      for (int from = 0; from < columns; from += L) {
        int j = Math.min(from, columns - L);
        FloatVector p = FloatVector.fromArray(F, scale, j);
        FloatVector q = FloatVector.fromArray(F, shift, j);
        FloatVector m = FloatVector.fromArray(F, mean, j);
        FloatVector sum = FloatVector.zero(F);
        FloatVector products = FloatVector.zero(F);
        int end = xo + rows * columns + j;
        for (int k = xo + j; k < end; k += columns) {
          FloatVector v = FloatVector.fromArray(F, x, k);
          FloatVector g = FloatVector.fromArray(F, dy, k);
          VectorMask<Float> low = v.fma(p, q).compare(VectorOperators.LE, 0);
          FloatVector dz = g.lanewise(VectorOperators.MUL, slope, low);
          sum = sum.add(dz);
          products = products.add(dz.mul(v.sub(m)));
        }
        sum.intoArray(sums, j);
        products.intoArray(sums, columns + j);
      }
    }

    static void sums(
        float[] dy,
        float[] y,
        float slope,
        float[] x,
        int xo,
        float[] mean,
        int columns,
        int rows,
        float[] dz,
        float[] sums) {
      for (int from = 0; from < columns; from += L) {
        int j = Math.min(from, columns - L);
        FloatVector m = FloatVector.fromArray(F, mean, j);
        FloatVector sum = FloatVector.zero(F);
        FloatVector products = FloatVector.zero(F);
        int end = xo + rows * columns + j;
        for (int k = xo + j; k < end; k += columns) {
          VectorMask<Float> low = FloatVector.fromArray(F, y, k).compare(VectorOperators.LE, 0);
          FloatVector d = FloatVector.fromArray(F, dy, k).lanewise(VectorOperators.MUL, slope, low);
          d.intoArray(dz, k);
          sum = sum.add(d);
          products = products.add(d.mul(FloatVector.fromArray(F, x, k).sub(m)));
        }
        sum.intoArray(sums, j);
        products.intoArray(sums, columns + j);
      }
    }

    /** Returns the column where it stopped, as it may not do again what it wrote over its input. */
    static int backward(
        float[] dy,
        float[] x,
        int xo,
        float[] scale,
        float[] shift,
        float slope,
        float[] mean,
        float[] a,
        float[] b,
        float[] c,
        float[] dx,
        int columns,
        int rows) {
      int j = 0;
      for (; j <= columns - L; j += L) {
        FloatVector p = FloatVector.fromArray(F, scale, j);
        FloatVector q = FloatVector.fromArray(F, shift, j);
        FloatVector m = FloatVector.fromArray(F, mean, j);
        FloatVector va = FloatVector.fromArray(F, a, j);
        FloatVector vb = FloatVector.fromArray(F, b, j);
        FloatVector vc = FloatVector.fromArray(F, c, j);
        int end = xo + rows * columns + j;
        for (int k = xo + j; k < end; k += columns) {
          FloatVector v = FloatVector.fromArray(F, x, k);
          VectorMask<Float> low = v.fma(p, q).compare(VectorOperators.LE, 0);
          FloatVector dz = FloatVector.fromArray(F, dy, k).lanewise(VectorOperators.MUL, slope, low);
          dz.mul(va).add(v.sub(m).mul(vb)).add(vc).intoArray(dx, k);
        }
      }
      return j;
    }
  }
}
