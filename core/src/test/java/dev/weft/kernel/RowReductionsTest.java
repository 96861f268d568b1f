package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class RowReductionsTest {
  private static final int AT = 3;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 15, 16, 17, 31, 32, 33, 63, 257, 4098})
  void sumsRunAlongTheRow(int n) {
    float[] a = Floats.normal(1, AT + n + 2);
    float[] b = Floats.normal(2, AT + n + 2);
    double sum = 0;
    double dot = 0;
    for (int i = AT; i < AT + n; i++) {
      sum += a[i];
      dot += (a[i] - 0.5) * (b[i] + 2.0);
    }
    assertClose(sum, RowReductions.sum(a, AT, n), 1e-5 * Math.max(1, n / 64), "sum");
    assertClose(dot, RowReductions.dot(a, 0.5f, b, -2, AT, n), 1e-5 * Math.max(1, n / 64), "dot");
  }

  /** The order that the class promises, written out; so it is the same for every width. */
  @ParameterizedTest
  @ValueSource(ints = {16, 37, 48, 1030})
  void sumsHaveTheBitsOfSixteenPartsAddedPairwise(int n) {
    float[] a = Floats.normal(3, AT + n);
    float[] b = Floats.normal(4, AT + n);
    float[] sums = new float[16];
    float[] dots = new float[16];
    int whole = n / 16 * 16;
    for (int i = 0; i < whole; i++) {
      sums[i % 16] += a[AT + i];
      dots[i % 16] += (a[AT + i] - 0.25f) * (b[AT + i] - 0.75f);
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        sums[i] += sums[i + half];
        dots[i] += dots[i + half];
      }
    }
    for (int i = whole; i < n; i++) {
      sums[0] += a[AT + i];
      dots[0] += (a[AT + i] - 0.25f) * (b[AT + i] - 0.75f);
    }
    assertEquals(sums[0], RowReductions.sum(a, AT, n));
    assertEquals(dots[0], RowReductions.dot(a, 0.25f, b, 0.75f, AT, n));
  }
}
