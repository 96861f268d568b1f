package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.kernel.Winograd.Transform;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class WinogradTest {
  private static final int[] LENGTHS = {1, 3, 7, 8, 9, 16, 17, 31, 127, 128, 129, 156, 300};

  /** A tile of {@code side x side} numbers for each of n channels, with zeros around it. */
  private record Tiles(int side, int n) {
    static final int AT = 5;

    int columns() {
      return n + 3;
    }

    int rows() {
      return (side + 1) * columns();
    }

    int at(int i, int j) {
      return AT + i * rows() + j * columns();
    }

    float[] normal(long seed) {
      return Floats.normal(seed, AT + side * rows());
    }
  }

  /** {@code A^T (G w * B^T x) = sum_u x[i + u] w[u]}, whatever x and w, but for G's thirds in single precision. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void matricesMakeAConvolution(int m) {
    float[][] input = Winograd.of(m).matrix(Transform.INPUT);
    float[][] kernel = Winograd.of(m).matrix(Transform.KERNEL);
    float[][] output = Winograd.of(m).matrix(Transform.OUTPUT);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m + 2; j++) {
        for (int u = 0; u < 3; u++) {
          double sum = 0;
          for (int k = 0; k < m + 2; k++) {
            sum += (double) output[i][k] * kernel[k][u] * input[k][j];
          }
          assertEquals(j == i + u ? 1 : 0, sum, 1e-6);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void eachTransformIsItsMatrixOnBothSides(int m) {
    for (Transform transform : Transform.values()) {
      float[][] matrix = Winograd.of(m).matrix(transform);
      for (int n : LENGTHS) {
        Tiles from = new Tiles(matrix[0].length, n);
        Tiles to = new Tiles(matrix.length, n);
        float[] a = from.normal(n);
        float[] b = apply(Winograd.of(m), transform, from, a, to);
        for (int c = 0; c < n; c++) {
          for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
              double sum = 0;
              double size = 1;
              for (int u = 0; u < matrix[0].length; u++) {
                for (int v = 0; v < matrix[0].length; v++) {
                  double term = (double) matrix[i][u] * matrix[j][v] * a[from.at(u, v) + c];
                  sum += term;
                  size += Math.abs(term);
                }
              }
              assertEquals(sum, b[to.at(i, j) + c], 3e-7 * size, transform + " of " + n);
            }
          }
        }
      }
    }
  }

  /** The axes one after the other, one number at a time; and nothing is written beside the tile. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void vectorsGiveTheBitsOfTheReference(int m) {
    Winograd winograd = Winograd.of(m);
    for (Transform transform : Transform.values()) {
      int in = winograd.matrix(transform)[0].length;
      int out = winograd.matrix(transform).length;
      for (int n : LENGTHS) {
        Tiles from = new Tiles(in, n);
        Tiles to = new Tiles(out, n);
        float[] a = from.normal(n);
        float[] halfway = new float[out * in * n];
        float[] expected = to.normal(1);
        IntStream.range(0, in)
            .forEach(j -> winograd.reference(transform, a, from.at(0, j), from.rows(), halfway, j * n, in * n, n));
        IntStream.range(0, out)
            .forEach(
                i -> winograd.reference(transform, halfway, i * in * n, n, expected, to.at(i, 0), to.columns(), n));
        assertSameBits(expected, apply(winograd, transform, from, a, to), transform + " of " + n);
      }
    }
  }

  private static float[] apply(Winograd winograd, Transform transform, Tiles from, float[] a, Tiles to) {
    float[] b = to.normal(1);
    winograd.apply(transform, a, Tiles.AT, from.rows(), from.columns(), b, Tiles.AT, to.rows(), to.columns(), from.n());
    return b;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 17, 63})
  void addsInPlace(int n) {
    float[] x = Floats.normal(1, n + 4);
    float[] y = Floats.normal(2, n + 5);
    float[] expected = y.clone();
    for (int i = 0; i < n; i++) {
      expected[2 + i] += x[3 + i];
    }
    Winograd.add(x, 3, y, 2, n);
    assertSameBits(expected, y, "sum");
  }
}
