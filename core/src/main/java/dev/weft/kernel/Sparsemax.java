package dev.weft.kernel;

/**
 * Sparsemax as Keras computes it, row by row of x (rows, columns), of which {@code from} to {@code to}. With the row's
 * values in falling order, z1 to zn, and their sums {@code ck = z1 + ... + zk}: {@code y = max(0, x - t)} with {@code t
 * = (c1 + ... + ck - 1) / k} for the largest k with {@code zk > (ck - 1) / k}. (Martins and Astudillo, 2016, have ck
 * alone in place of the sum of sums.) The order is found by counting, which is quick for some hundred columns.
 */
public final class Sparsemax {
  private Sparsemax() {}

  public static void forward(float[] x, float[] y, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      int k = support(x, row, columns);
      float sum = 0;
      for (int i = row; i < row + columns; i++) {
        int rank = rank(x, row, columns, i);
        sum += rank < k ? (k - rank) * x[i] : 0;
      }
      float threshold = (sum - 1) / k;
      for (int i = row; i < row + columns; i++) {
        y[i] = Math.max(0, x[i] - threshold);
      }
    }
  }

  /** {@code dx_i = dy_i - share_i * sum(dy)}, all dy where y is above 0, with the share that x_i has in t. */
  public static void backward(float[] x, float[] y, float[] dy, float[] dx, int columns, int from, int to) {
    for (int row = from * columns; row < to * columns; row += columns) {
      int k = support(x, row, columns);
      float sum = 0;
      for (int i = row; i < row + columns; i++) {
        sum += y[i] > 0 ? dy[i] : 0;
      }
      for (int i = row; i < row + columns; i++) {
        int rank = rank(x, row, columns, i);
        float share = rank < k ? (float) (k - rank) / k : 0;
        dx[i] = (y[i] > 0 ? dy[i] : 0) - share * sum;
      }
    }
  }

  /** The k of the formula. */
  private static int support(float[] x, int row, int columns) {
    int k = 0;
    for (int i = row; i < row + columns; i++) {
      float sum = 0;
      int values = 0;
      for (int j = row; j < row + columns; j++) {
        if (comesBefore(x, j, i) || j == i) {
          sum += x[j];
          values++;
        }
      }
      k += x[i] > (sum - 1) / values ? 1 : 0;
    }
    return Math.max(1, k);
  }

  private static int rank(float[] x, int row, int columns, int i) {
    int rank = 0;
    for (int j = row; j < row + columns; j++) {
      rank += comesBefore(x, j, i) ? 1 : 0;
    }
    return rank;
  }

  private static boolean comesBefore(float[] x, int j, int i) {
    return x[j] > x[i] || x[j] == x[i] && j < i;
  }
}
