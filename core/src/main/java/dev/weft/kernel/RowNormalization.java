package dev.weft.kernel;

import java.util.Arrays;

/**
 * Normalization of each row of x (rows, columns): {@code y = (x - m) * i * gamma + beta} with {@code i = 1 / sqrt(v +
 * epsilon)}, where v is the sum of {@code (x - c)^2} by {@code divisor}. gamma and beta are (columns,).
 *
 * @param aboutMean whether c is the row's mean, else 0
 * @param subtractsMean whether m is the row's mean, else 0; only where c is
 */
public record RowNormalization(int columns, boolean aboutMean, boolean subtractsMean, float divisor, double epsilon) {
  /** The inverse of the least deviation, so that a row of zeros stays one. */
  private static final double MOST = 1e12;

  /** Rows {@code from} to {@code to}, whose means and i are written to {@code mean} and {@code inverse}. */
  public void forward(
      float[] x, float[] gamma, float[] beta, float[] mean, float[] inverse, float[] y, int from, int to) {
    for (int row = from; row < to; row++) {
      int at = row * columns;
      float center = aboutMean ? RowReductions.sum(x, at, columns) / columns : 0;
      float variance = RowReductions.dot(x, center, x, center, at, columns) / divisor;
      mean[row] = center;
      inverse[row] = (float) Math.min(MOST, 1 / Math.sqrt(variance + epsilon));
      float m = subtractsMean ? center : 0;
      for (int j = 0; j < columns; j++) {
        y[at + j] = (x[at + j] - m) * inverse[row] * gamma[j] + beta[j];
      }
    }
  }

  /**
   * {@code dx = i (g - sum(g) / columns) - (x - c) i^3 sum(g (x - m)) / divisor} with {@code g = gamma dy}; without the
   * sum of g where no mean is subtracted.
   */
  public void backward(
      float[] x, float[] gamma, float[] mean, float[] inverse, float[] dy, float[] dx, int from, int to) {
    for (int row = from; row < to; row++) {
      int at = row * columns;
      for (int j = 0; j < columns; j++) {
        dx[at + j] = dy[at + j] * gamma[j];
      }
      float i = inverse[row];
      float c = mean[row];
      float average = subtractsMean ? RowReductions.sum(dx, at, columns) / columns : 0;
      float k = RowReductions.dot(dx, 0, x, subtractsMean ? c : 0, at, columns) / divisor * i * i * i;
      for (int j = 0; j < columns; j++) {
        dx[at + j] = (dx[at + j] - average) * i - (x[at + j] - c) * k;
      }
    }
  }

  /** {@code sum[at + j] = sum_row dy * (x - m) * i} over the rows {@code from} to {@code to}, in order. */
  public void gammaGradient(
      float[] x, float[] mean, float[] inverse, float[] dy, int from, int to, float[] sum, int at) {
    Arrays.fill(sum, at, at + columns, 0);
    for (int row = from; row < to; row++) {
      float m = subtractsMean ? mean[row] : 0;
      float i = inverse[row];
      for (int j = 0; j < columns; j++) {
        int k = row * columns + j;
        sum[at + j] += dy[k] * ((x[k] - m) * i);
      }
    }
  }
}
