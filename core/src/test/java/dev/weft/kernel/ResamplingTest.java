package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

@EveryWidth
class ResamplingTest {
  /** Three numbers of two: 0.25 a + 0.75 b, then 7 alone, then b. */
  private static final Resampling THREE =
      new Resampling(
          2, new int[] {0, 2, 2, 3}, new int[] {0, 1, 1}, new float[] {0.25f, 0.75f, 1}, new float[] {0, 7, 0});

  @Test
  void eachNumberIsAConstantAndASumOfOthers() {
    float[] x = {0, 0, 0, 0, 4, 8, 12, 16};
    float[] y = new float[12];
    THREE.apply(x, y, 2, 1, 2);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 10, 14, 7, 7, 12, 16}, y);
  }

  /** The sum of dy y is the sum of x dx, but for the constants. */
  @Test
  void theTransposedOneMakesTheGradient() {
    for (int inner : Floats.LENGTHS) {
      float[] x = Floats.normal(1, 2 * 2 * inner);
      float[] dy = Floats.normal(2, 2 * 3 * inner);
      float[] y = new float[dy.length];
      float[] dx = new float[x.length];
      THREE.apply(x, y, inner, 0, 2);
      THREE.transposed().apply(dy, dx, inner, 0, 2);
      double there = 0;
      double back = 0;
      for (int i = 0; i < y.length; i++) {
        there += dy[i] * (y[i] - (i / inner % 3 == 1 ? 7.0 : 0));
      }
      for (int i = 0; i < x.length; i++) {
        back += (double) x[i] * dx[i];
      }
      assertClose(there, back, 1e-5, inner + " together");
    }
  }
}
