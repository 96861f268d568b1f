package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class NormalizationTest {
  private static final int ROWS = 7;
  private static final int FROM = 2;
  private static final int LEFT = 2;
  private static final float SLOPE = 0.25f;

  private final float[] sums = new float[2 * 257];

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 8, 16, 17, 24, 33, 257})
  void momentsAreThoseOfTheRowsAtHand(int columns) {
    float[] x = Floats.normal(1, (FROM + ROWS + LEFT) * columns);
    Normalization.moments(x, FROM * columns, columns, ROWS, sums);
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = FROM; i < FROM + ROWS; i++) {
        sum += x[i * columns + j];
      }
      for (int i = FROM; i < FROM + ROWS; i++) {
        squares += Math.pow(x[i * columns + j] - sum / ROWS, 2);
      }
      assertClose(sum, sums[j], 1e-5, "sum " + j);
      assertClose(squares, sums[columns + j], 1e-5, "squares " + j);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 8, 16, 17, 24, 33, 257})
  void forwardIsAStraightLineWithAKneeAtZero(int columns) {
    int from = FROM * columns;
    float[] x = Floats.normal(1, (FROM + ROWS + LEFT) * columns);
    float[] skip = Floats.normal(2, x.length);
    float[] scale = Floats.normal(3, columns);
    float[] shift = Floats.normal(4, columns);
    float[] y = new float[x.length];
    float[] sum = new float[x.length];
    Normalization.forward(x, from, scale, shift, SLOPE, y, columns, columns, ROWS);
    Normalization.forward(x, from, skip, scale, shift, SLOPE, sum, from, columns, ROWS);
    for (int i = 0; i < x.length; i++) {
      int j = i % columns;
      boolean inside = i >= columns && i < columns * (1 + ROWS);
      double z = (double) x[Math.min(x.length - 1, i + columns)] * scale[j] + shift[j];
      assertClose(inside ? Math.max(z, SLOPE * z) : 0, y[i], 1e-6, "y " + i);
      boolean summed = i >= from && i < from + columns * ROWS;
      double s = (double) x[i] * scale[j] + shift[j] + skip[i];
      assertClose(summed ? Math.max(s, SLOPE * s) : 0, sum[i], 1e-6, "y with a skip " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 8, 16, 17, 24, 33, 257})
  void gradientsPassWhereZIsPositive(int columns) {
    int from = FROM * columns;
    float[] x = Floats.normal(1, (FROM + ROWS + LEFT) * columns);
    float[] dy = Floats.normal(2, x.length);
    float[] y = Floats.normal(7, x.length);
    float[] scale = Floats.normal(3, columns);
    float[] shift = Floats.normal(4, columns);
    float[] mean = Floats.normal(5, columns);
    float[] b = Floats.normal(6, columns);
    float[] dz = new float[x.length];
    float[] dx = new float[x.length];
    float[] ofSum = new float[2 * columns];
    Normalization.sums(dy, x, from, scale, shift, SLOPE, mean, columns, ROWS, sums);
    Normalization.sums(dy, y, SLOPE, x, from, mean, columns, ROWS, dz, ofSum);
    Normalization.backward(dy, x, from, scale, shift, SLOPE, mean, scale, b, shift, dx, columns, ROWS);
    float[] inPlace = dy.clone();
    Normalization.backward(inPlace, x, from, scale, shift, SLOPE, mean, scale, b, shift, inPlace, columns, ROWS);
    for (int j = 0; j < columns; j++) {
      double[] expected = new double[4];
      for (int k = from + j; k < from + ROWS * columns; k += columns) {
        double gradient = (double) x[k] * scale[j] + shift[j] <= 0 ? SLOPE * dy[k] : dy[k];
        double signed = y[k] <= 0 ? SLOPE * dy[k] : dy[k];
        expected[0] += gradient;
        expected[1] += gradient * ((double) x[k] - mean[j]);
        expected[2] += signed;
        expected[3] += signed * ((double) x[k] - mean[j]);
        assertClose(signed, dz[k], 1e-6, "dz " + k);
        double through = gradient * scale[j] + ((double) x[k] - mean[j]) * b[j] + shift[j];
        assertClose(through, dx[k], 4e-6, "dx " + k);
        assertClose(through, inPlace[k], 4e-6, "dx in place " + k);
      }
      assertClose(expected[0], sums[j], 1e-5, "sum " + j);
      assertClose(expected[1], sums[columns + j], 1e-5, "product " + j);
      assertClose(expected[2], ofSum[j], 1e-5, "sum by y " + j);
      assertClose(expected[3], ofSum[columns + j], 1e-5, "product by y " + j);
    }
  }
}
