package dev.weft.bench.outlier;

import java.util.Arrays;

/** The least distance from the mean of a class with one covariance of all classes, of values as they are. */
final class Mahalanobis {
  /** What each variance is raised by, as a part of the mean variance: dead numbers have none. */
  private static final double RAISED = 0.01;

  private final int from;
  private final double[][] means;

  /** The lower triangle L of the covariance L L'. */
  private final double[][] triangle;

  Mahalanobis(float[][] rows, int[] labels, int from) {
    this.from = from;
    int size = rows[0].length - from;
    means = new double[Arrays.stream(labels).max().orElse(0) + 1][size];
    int[] counts = new int[means.length];
    for (int label : labels) {
      counts[label]++;
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < size; j++) {
        means[labels[i]][j] += (double) rows[i][from + j] / counts[labels[i]];
      }
    }
    triangle = new double[size][size];
    for (int i = 0; i < rows.length; i++) {
      double[] around = around(rows[i], labels[i]);
      for (int j = 0; j < size; j++) {
        for (int k = 0; k <= j; k++) {
          triangle[j][k] += around[j] * around[k] / rows.length;
        }
      }
    }
    double trace = 0;
    for (int j = 0; j < size; j++) {
      trace += triangle[j][j];
    }
    for (int j = 0; j < size; j++) {
      triangle[j][j] += RAISED * trace / size;
    }
    factor();
  }

  private double[] around(float[] row, int label) {
    double[] around = new double[row.length - from];
    Arrays.setAll(around, j -> row[from + j] - means[label][j]);
    return around;
  }

  /** Cholesky's factorization, in place. */
  private void factor() {
    for (int j = 0; j < triangle.length; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = triangle[j][k];
        for (int i = 0; i < k; i++) {
          sum -= triangle[j][i] * triangle[k][i];
        }
        triangle[j][k] = j == k ? Math.sqrt(sum) : sum / triangle[k][k];
      }
    }
  }

  double of(float[] row) {
    double least = Double.POSITIVE_INFINITY;
    for (int label = 0; label < means.length; label++) {
      double[] solved = around(row, label);
      double square = 0;
      for (int j = 0; j < solved.length; j++) {
        for (int k = 0; k < j; k++) {
          solved[j] -= triangle[j][k] * solved[k];
        }
        solved[j] /= triangle[j][j];
        square += solved[j] * solved[j];
      }
      least = Math.min(least, square);
    }
    return Math.sqrt(least);
  }
}
