package dev.weft.algebra;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues and eigenvectors of small symmetric matrices, by Jacobi's rotations.
 *
 * <p>Golub and Van Loan, "Matrix Computations" (2013), 8.5.
 */
final class SymmetricMatrix {
  private static final int MOST_SWEEPS = 60;
  private static final double NOTHING = 1e-30;

  private SymmetricMatrix() {}

  /**
   * @param values falling
   * @param vectors (value, size), of length 1
   */
  record Eigen(double[] values, double[][] vectors) {}

  /**
   * @param matrix (size, size), symmetric; it is overwritten
   */
  static Eigen eigen(double[][] matrix) {
    int size = matrix.length;
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && isOpen(matrix); sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(matrix, vectors, p, q);
        }
      }
    }
    int[] falling =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -matrix[i][i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Eigen(
        IntStream.of(falling).mapToDouble(i -> matrix[i][i]).toArray(),
        IntStream.of(falling).mapToObj(i -> vectors[i]).toArray(double[][]::new));
  }

  /** Whether what is not on the diagonal still counts. */
  private static boolean isOpen(double[][] matrix) {
    double beside = 0;
    double all = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        double square = matrix[i][j] * matrix[i][j];
        all += square;
        beside += i == j ? 0 : square;
      }
    }
    return beside > NOTHING * all;
  }

  /** Makes the entry (p, q) zero. */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    double apart = matrix[p][q];
    if (apart == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * apart);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < matrix.length; k++) {
      double kp = matrix[k][p];
      double kq = matrix[k][q];
      matrix[k][p] = c * kp - s * kq;
      matrix[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < matrix.length; k++) {
      double pk = matrix[p][k];
      double qk = matrix[q][k];
      matrix[p][k] = c * pk - s * qk;
      matrix[q][k] = s * pk + c * qk;
      double vp = vectors[p][k];
      double vq = vectors[q][k];
      vectors[p][k] = c * vp - s * vq;
      vectors[q][k] = s * vp + c * vq;
    }
  }
}
