package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class RowNormalizationTest {
  private static final int ROWS = 5;

  private static float[] forward(RowNormalization norm, float[] x, float[] gamma, float[] beta) {
    float[] y = new float[x.length];
    norm.forward(x, gamma, beta, new float[ROWS], new float[ROWS], y, 1, ROWS);
    return y;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 16, 17, 33, 96, 257})
  void rowsHaveMean0AndDeviation1BeforeGammaAndBeta(int columns) {
    RowNormalization norm = new RowNormalization(columns, true, true, columns, 1e-3);
    float[] x = Floats.normal(1, ROWS * columns);
    float[] gamma = Floats.normal(2, columns);
    float[] beta = Floats.normal(3, columns);
    float[] y = forward(norm, x, gamma, beta);
    for (int i = 0; i < y.length; i++) {
      int row = i / columns;
      double mean = 0;
      double variance = 0;
      for (int j = 0; j < columns; j++) {
        mean += x[row * columns + j] / (double) columns;
      }
      for (int j = 0; j < columns; j++) {
        variance += Math.pow(x[row * columns + j] - mean, 2) / columns;
      }
      double expected = (x[i] - mean) / Math.sqrt(variance + 1e-3) * gamma[i % columns] + beta[i % columns];
      assertClose(row == 0 ? 0 : expected, y[i], 2e-6, "y[" + i + "]");
    }
  }

  @Test
  void aRowOfZerosStaysOne() {
    RowNormalization unit = new RowNormalization(3, false, false, 1, 0);
    float[] y = forward(unit, new float[ROWS * 3], new float[] {1, 1, 1}, new float[3]);
    for (float value : y) {
      assertEquals(0, value);
    }
  }

  /** The gradient by gamma of a range of rows is that of the formula, in the order of the rows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 9, 40})
  void gammasGradientSumsTheNormalizedValues(int columns) {
    RowNormalization norm = new RowNormalization(columns, true, true, columns, 0.5);
    float[] x = Floats.normal(4, ROWS * columns);
    float[] dy = Floats.normal(5, ROWS * columns);
    float[] mean = Floats.normal(6, ROWS);
    float[] inverse = Floats.uniform(7, ROWS);
    float[] sum = new float[columns + 2];
    sum[columns + 1] = 9;
    norm.gammaGradient(x, mean, inverse, dy, 1, ROWS, sum, 1);
    for (int j = 0; j < columns; j++) {
      double expected = 0;
      for (int row = 1; row < ROWS; row++) {
        expected += dy[row * columns + j] * (x[row * columns + j] - (double) mean[row]) * inverse[row];
      }
      assertClose(expected, sum[1 + j], 1e-6, "column " + j);
    }
    assertEquals(0, sum[0]);
    assertEquals(9, sum[columns + 1]);
  }
}
