package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;
import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class ReductionsTest {
  private static final int ROWS = 37;
  private static final int FROM = 2;
  private static final int TO = 35;
  private static final int AT = 3;

  private interface Term {
    double of(int index, int column);
  }

  private static void assertSums(Term term, int columns, float[] sum) {
    for (int j = 0; j < columns; j++) {
      double expected = 0;
      for (int i = FROM; i < TO; i++) {
        expected += term.of(i * columns + j, j);
      }
      assertClose(expected, sum[AT + j], 1e-5, "column " + j + " of " + columns);
    }
    assertEquals(9, sum[AT - 1]);
    assertEquals(9, sum[AT + columns]);
  }

  private static float[] sums(int columns) {
    float[] sums = new float[AT + columns + 1];
    Arrays.fill(sums, 9);
    return sums;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 257})
  void sumsRunDownTheColumns(int columns) {
    float[] x = Floats.normal(1, ROWS * columns);
    float[] dy = Floats.normal(2, ROWS * columns);
    float[] mean = Floats.normal(3, columns);
    float[] sum = sums(columns);
    Reductions.sum(x, columns, FROM, TO, sum, AT);
    assertSums((i, j) -> x[i], columns, sum);
    Reductions.squares(x, mean, columns, FROM, TO, sum, AT);
    assertSums((i, j) -> Math.pow((double) x[i] - mean[j], 2), columns, sum);
    Reductions.products(dy, x, mean, columns, FROM, TO, sum, AT);
    assertSums((i, j) -> dy[i] * ((double) x[i] - mean[j]), columns, sum);
  }

  /** In the order of the rows, whatever the compiler makes of the loop. */
  @ParameterizedTest
  @ValueSource(ints = {1, 9, 33, 257})
  void sumsHaveTheBitsOfAPlainLoop(int columns) {
    float[] x = Floats.normal(1, ROWS * columns);
    float[] dy = Floats.normal(2, ROWS * columns);
    float[] mean = Floats.normal(3, columns);
    float[] sums = new float[columns];
    float[] squares = new float[columns];
    float[] products = new float[columns];
    for (int i = 0; i < x.length; i++) {
      int j = i % columns;
      float d = x[i] - mean[j];
      sums[j] += x[i];
      squares[j] += d * d;
      products[j] += d * dy[i];
    }
    assertSameAfterManyRuns(sums, sum -> Reductions.sum(x, columns, 0, ROWS, sum, 0));
    assertSameAfterManyRuns(squares, sum -> Reductions.squares(x, mean, columns, 0, ROWS, sum, 0));
    assertSameAfterManyRuns(products, sum -> Reductions.products(dy, x, mean, columns, 0, ROWS, sum, 0));
  }

  private static void assertSameAfterManyRuns(float[] expected, Consumer<float[]> reduction) {
    float[] sum = new float[expected.length];
    for (int run = 0; run < 2_000; run++) {
      reduction.accept(sum);
    }
    assertSameBits(expected, sum, "sum");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 257})
  void eachValueIsScaledByItsColumn(int columns) {
    float[] x = Floats.normal(1, ROWS * columns);
    float[] dy = Floats.normal(2, ROWS * columns);
    float[] mean = Floats.normal(3, columns);
    float[] a = Floats.normal(4, columns);
    float[] b = Floats.normal(5, columns);
    float[] c = Floats.normal(6, columns);
    float[] y = new float[x.length];
    float[] dx = new float[x.length];
    Reductions.affine(x, a, b, y, columns, FROM, TO);
    Reductions.normalizeBackward(dy, x, mean, a, b, c, dx, columns, FROM, TO);
    for (int i = 0; i < x.length; i++) {
      int j = i % columns;
      boolean inside = i >= FROM * columns && i < TO * columns;
      assertClose(inside ? (double) x[i] * a[j] + b[j] : 0, y[i], 1e-6, "y[" + i + "]");
      double gradient = (double) dy[i] * a[j] + ((double) x[i] - mean[j]) * b[j] + c[j];
      assertClose(inside ? gradient : 0, dx[i], 2e-6, "dx[" + i + "]");
    }
  }
}
