package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class ProductTest {
  private static final int[] HEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 33, 130};
  private static final int[] RUNS = {1, 2, 7, 9, 33, 64};

  /**
   * A left side whose rows and runs lie anywhere, a panel with a row of bias, and a c with zeros around the product.
   */
  private record Case(int height, int run, int depth, int columns, int bias, int stride, long seed) {
    static final int ROW_FROM = 2;
    static final int BO = 5;
    static final int CO = 11;

    float[] run(boolean reference) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] rows = random.ints(ROW_FROM + height + 1, 0, 3_000).toArray();
      int[] runs = random.ints(depth / run + 1, 0, 1_000).toArray();
      float[] a = Floats.normal(seed + 1, 4_000 + run);
      int width = columns <= Product.NARROW ? Product.NARROW : Product.WIDTH;
      float[] b = Floats.normal(seed + 2, BO + (depth + 1) * width + Product.WIDTH);
      float[] c = Floats.normal(seed + 3, CO + height * stride + Product.WIDTH);
      int to = ROW_FROM + height;
      if (reference) {
        ProductReference.panel(a, rows, ROW_FROM, to, runs, run, depth, b, BO, bias, c, CO, stride, columns);
      } else {
        Product.panel(a, rows, ROW_FROM, to, runs, run, depth, b, BO, bias, c, CO, stride, columns);
      }
      return c;
    }

    void check() {
      assertSameBits(run(true), run(false), toString());
    }
  }

  @Test
  void theReferenceIsTheProductOfMatrices() {
    float[] a = {1, 2, 3, 4, 5, 6}; // (2, 3)
    float[] b = new float[5 * Product.NARROW]; // (3, 2) and the bias
    b[0] = 1;
    b[1] = 10;
    b[Product.NARROW] = 2;
    b[Product.NARROW + 1] = 20;
    b[2 * Product.NARROW] = 3;
    b[2 * Product.NARROW + 1] = 30;
    int bias = 3 * Product.NARROW;
    b[bias] = 100;
    b[bias + 1] = 200;
    float[] c = new float[4];
    ProductReference.panel(a, new int[] {0, 3}, 0, 2, new int[] {0}, 3, 3, b, 0, bias, c, 0, 2, 2);
    assertArrayEquals(new float[] {114, 340, 132, 520}, c);
    ProductReference.panel(a, new int[] {0, 3}, 0, 2, new int[] {0, 1, 2}, 1, 3, b, 0, Product.ADD, c, 0, 2, 2);
    assertArrayEquals(new float[] {128, 480, 164, 840}, c);
  }

  @ParameterizedTest
  @ValueSource(ints = {Product.ZERO, Product.ADD, 3})
  void panelsHaveTheReferencesBits(int bias) {
    for (int height : HEIGHTS) {
      for (int run : RUNS) {
        int[] few = {1, Product.NARROW - 1, Product.NARROW, Product.NARROW + 1, Product.WIDTH - 1, Product.WIDTH};
        for (int columns : few) {
          new Case(height, run, run, columns, bias, columns, 31L * height + run).check();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Product.ZERO, Product.ADD, 3})
  void everyNumberOfColumns(int bias) {
    IntStream.rangeClosed(1, Product.WIDTH).forEach(columns -> new Case(7, 9, 9, columns, bias, columns, 1).check());
  }

  @ParameterizedTest
  @ValueSource(ints = {Product.ZERO, Product.ADD, 3})
  void aRowMayBeSeveralRunsOfWhichTheLastIsShorter(int bias) {
    for (int height : new int[] {1, 6, 13}) {
      for (int depth : new int[] {27, 28, 45, 53}) {
        for (int columns : new int[] {1, Product.NARROW, Product.WIDTH - 1, Product.WIDTH}) {
          new Case(height, 9, depth, columns, bias, columns, depth).check();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Product.ZERO, Product.ADD, 3})
  void rowsOfCMayLieFarApart(int bias) {
    for (int height : HEIGHTS) {
      for (int columns : new int[] {1, Product.NARROW, Product.WIDTH - 1, Product.WIDTH}) {
        new Case(height, 33, 33, columns, bias, Product.WIDTH + 5, height).check();
      }
    }
  }

  @Test
  void deepSumsHaveTheReferencesBits() {
    for (int depth : new int[] {1023, 4098}) {
      for (int columns : new int[] {1, Product.NARROW, Product.WIDTH}) {
        new Case(9, depth, depth, columns, 3, columns, depth).check();
      }
    }
  }

  @Test
  void noDepthLeavesTheBias() {
    new Case(5, 1, 0, Product.WIDTH, 3, Product.WIDTH, 1).check();
    new Case(5, 1, 0, 3, Product.ADD, 3, 1).check();
  }

  @Test
  void notANumberStaysInItsRowAndColumn() {
    float[] a = {1, Float.NaN, 2};
    float[] b = Floats.normal(1, 3 * Product.WIDTH);
    b[0] = Float.POSITIVE_INFINITY;
    float[] expected = new float[3 * Product.WIDTH];
    float[] actual = new float[3 * Product.WIDTH];
    int[] rows = {0, 1, 2};
    int[] runs = {0};
    int w = Product.WIDTH;
    ProductReference.panel(a, rows, 0, 3, runs, 1, 1, b, 0, Product.ZERO, expected, 0, w, w);
    Product.panel(a, rows, 0, 3, runs, 1, 1, b, 0, Product.ZERO, actual, 0, w, w);
    assertSameBits(expected, actual, "c");
  }
}
