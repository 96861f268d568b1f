package dev.weft.kernel;

import java.util.Arrays;

/**
 * Sums down the columns of a matrix, and batch normalization made of them. Sums run over rows in order, each column by
 * itself, so that they do not depend on threads or lanes. x, y and the like: (rows, columns), of which rows {@code
 * from} to {@code to}.
 */
public final class Columns {
  private Columns() {}

  /** {@code sum[at + j] = sum_i x[i, j]}. */
  public static void sum(float[] x, int columns, int from, int to, float[] sum, int at) {
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
}
