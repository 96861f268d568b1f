package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

@EveryWidth
class MergesTest {
  private static final int FROM = 3;

  @Test
  void eachIsItsFormulaWithinTheRangeAlone() {
    for (int length : Floats.LENGTHS) {
      float[] a = Floats.normal(1, FROM + length + 1);
      float[] b = Floats.normal(2, FROM + length + 1);
      float[] sum = new float[a.length];
      float[] product = new float[a.length];
      float[] larger = new float[a.length];
      float[] smaller = new float[a.length];
      float[] scaled = new float[a.length];
      Merges.weightedSum(a, 2, b, -0.5f, sum, FROM, FROM + length);
      Merges.multiply(a, b, product, FROM, FROM + length);
      Merges.maximum(a, b, larger, FROM, FROM + length);
      Merges.minimum(a, b, smaller, FROM, FROM + length);
      Merges.scale(a, 3, 7, scaled, FROM, FROM + length);
      for (int i = 0; i < a.length; i++) {
        boolean inside = i >= FROM && i < FROM + length;
        assertEquals(inside ? a[i] * 2 + b[i] * -0.5f : 0, sum[i]);
        assertEquals(inside ? a[i] * b[i] : 0, product[i]);
        assertEquals(inside ? Math.max(a[i], b[i]) : 0, larger[i]);
        assertEquals(inside ? Math.min(a[i], b[i]) : 0, smaller[i]);
        assertEquals(inside ? a[i] * 3 / 7 : 0, scaled[i]);
      }
    }
  }

  /** As PyTorch shares it out. */
  @Test
  void ofEqualInputsEachHasHalfOfTheGradient() {
    float[] a = {1, 2, 3, -4};
    float[] b = {2, 2, 1, -4};
    float[] da = new float[4];
    float[] dy = {10, 20, 30, 40};
    Merges.winnerBackward(a, b, new float[] {2, 2, 3, -4}, dy, da, 0, 4);
    assertArrayEquals(new float[] {0, 10, 30, 20}, da);
    Merges.winnerBackward(a, b, new float[] {1, 2, 1, -4}, dy, da, 0, 4);
    assertArrayEquals(new float[] {10, 10, 0, 20}, da);
  }

  @Test
  void allRowsHaveTheSameFactors() {
    float[] x = {1, 2, 3, 4, 5, 6};
    float[] y = new float[6];
    Merges.multiplyRows(x, new float[] {9, 10, 100}, 1, y, 2, 1, 3);
    assertArrayEquals(new float[] {0, 0, 30, 400, 50, 600}, y);
  }
}
