package dev.weft.augment;

import java.util.Arrays;

/** The projection that takes four given places to the corners of an image. One for each thread. */
final class Homography {
  static final int CORNERS = 4;

  private static final int UNKNOWNS = 2 * CORNERS;

  private final ImageShape shape;
  private final double[] xs = new double[CORNERS];
  private final double[] ys = new double[CORNERS];

  /** Eight equations, each with its right side behind it. */
  private final double[][] equations = new double[UNKNOWNS][UNKNOWNS + 1];

  private final double[] solution = new double[UNKNOWNS];

  Homography(ImageShape shape) {
    this.shape = shape;
  }

  private double cornerX(int corner) {
    return corner % 2 == 0 ? 0 : shape.width() - 1;
  }

  private double cornerY(int corner) {
    return corner < 2 ? 0 : shape.height() - 1;
  }

  /**
   * Where a corner is to be seen: its coordinates times these.
   *
   * @param corner 0 and 1 above, 2 and 3 below
   */
  void place(int corner, double timesX, double timesY) {
    xs[corner] = cornerX(corner) * timesX;
    ys[corner] = cornerY(corner) * timesY;
  }

  /**
   * Where each pixel is read: {@code ((h0 x + h1 y + h2) / d, (h3 x + h4 y + h5) / d)} with {@code d = h6 x + h7 y +
   * 1}. Far outside where four places determine no projection.
   */
  void readThrough(Warp warp) {
    solve();
    double[] h = solution;
    int i = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++, i++) {
        double d = h[6] * x + h[7] * y + 1;
        warp.xs[i] = (float) ((h[0] * x + h[1] * y + h[2]) / d);
        warp.ys[i] = (float) ((h[3] * x + h[4] * y + h[5]) / d);
      }
    }
  }

  private void solve() {
    for (int corner = 0; corner < CORNERS; corner++) {
      equation(2 * corner, 0, corner, cornerX(corner));
      equation(2 * corner + 1, 3, corner, cornerY(corner));
    }
    for (int column = 0; column < UNKNOWNS; column++) {
      bringLargestUp(column);
      for (int row = column + 1; row < UNKNOWNS; row++) {
        subtract(row, column);
      }
    }
    for (int row = UNKNOWNS - 1; row >= 0; row--) {
      double rest = equations[row][UNKNOWNS];
      for (int column = row + 1; column < UNKNOWNS; column++) {
        rest -= equations[row][column] * solution[column];
      }
      solution[row] = rest / equations[row][row];
    }
  }

  private void equation(int row, int first, int corner, double wanted) {
    double[] equation = equations[row];
    Arrays.fill(equation, 0);
    equation[first] = xs[corner];
    equation[first + 1] = ys[corner];
    equation[first + 2] = 1;
    equation[6] = -wanted * xs[corner];
    equation[7] = -wanted * ys[corner];
    equation[UNKNOWNS] = wanted;
  }

  private void bringLargestUp(int column) {
    int largest = column;
    for (int row = column + 1; row < UNKNOWNS; row++) {
      if (Math.abs(equations[row][column]) > Math.abs(equations[largest][column])) {
        largest = row;
      }
    }
    double[] swapped = equations[column];
    equations[column] = equations[largest];
    equations[largest] = swapped;
  }

  private void subtract(int row, int column) {
    double times = equations[row][column] / equations[column][column];
    for (int i = column; i <= UNKNOWNS; i++) {
      equations[row][i] -= times * equations[column][i];
    }
  }
}
