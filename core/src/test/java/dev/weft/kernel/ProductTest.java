package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class ProductTest {
  private static final int[] HEIGHTS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33};
  private static final int[] DEPTHS = {1, 2, 7, 9, 33, 63, 257};

  /** A left side whose rows lie anywhere, a panel with a row of bias, and a c with room around the product. */
  private record Case(int height, int depth, int columns, int width, int bias, int stride, long seed) {
    static final int ROW_FROM = 2;
    static final int DEPTH_FROM = 3;
    static final int BO = 5;
    static final int CO = 11;

    float[] run(boolean reference) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] rows = random.ints(ROW_FROM + height + 1, 0, 3_000).toArray();
      int[] offsets = random.ints(DEPTH_FROM + depth + 1, 0, 1_000).toArray();
      float[] a = Floats.normal(seed + 1, 4_000);
      float[] b = Floats.normal(seed + 2, BO + (depth + 1) * width + Product.WIDTH);
      float[] c = Floats.normal(seed + 3, CO + height * stride + Product.WIDTH);
      int rowTo = ROW_FROM + height;
      int depthTo = DEPTH_FROM + depth;
      if (reference) {
        ProductReference.panel(
            a, rows, ROW_FROM, rowTo, offsets, DEPTH_FROM, depthTo, b, BO, width, bias, c, CO, stride, columns);
      } else {
        Product.panel(
            a, rows, ROW_FROM, rowTo, offsets, DEPTH_FROM, depthTo, b, BO, width, bias, c, CO, stride, columns);
      }
      return c;
    }

    void check() {
      assertSameBits(run(true), run(false), toString());
    }
  }

  /** The same bits as from panels, in whichever panel of the matrix and with or without a bias. */
  @Test
  void aMatrixAsItLiesGivesTheBitsOfItsPanels() {
    Assumptions.assumeFalse(Simd.SCALAR, "scalar code reads panels only");
    int depth = 33;
    for (int columns : new int[] {Product.NARROW, Product.WIDTH, Product.WIDTH + Product.NARROW, 3 * Product.WIDTH}) {
      for (float[] bias : new float[][] {null, Floats.normal(3, columns)}) {
        float[] a = Floats.normal(1, 9 * depth);
        float[] b = Floats.normal(2, depth * columns);
        int[] rows = IntStream.range(0, 9).map(i -> i * depth).toArray();
        int[] within = IntStream.range(0, depth).toArray();
        float[] panels = new float[Panels.size(depth, columns)];
        float[] packed = new float[9 * columns];
        float[] unpacked = new float[9 * columns];
        for (int p = 0; p < Panels.count(columns); p++) {
          int at = Panels.offset(p, depth);
          int width = Panels.width(p, columns);
          int column = Panels.column(p);
          int wide = Panels.columns(p, columns);
          Panels.pack(b, bias, depth, columns, p, panels);
          Product.panel(
              a, rows, 0, 9, within, 0, depth, panels, at, width, at + depth * width, packed, column, columns, wide);
          Product.unpacked(a, rows, 0, 9, within, 0, depth, b, column, columns, bias, unpacked, column, columns, wide);
        }
        assertSameBits(packed, unpacked, columns + " columns");
      }
    }
  }

  @Test
  void theReferenceIsTheProductOfMatrices() {
    float[] a = {1, 2, 3, 4, 5, 6}; // (2, 3)
    float[] b = {1, 10, 2, 20, 3, 30, 100, 200}; // (3, 2) and the bias
    float[] c = new float[4];
    ProductReference.panel(a, new int[] {0, 3}, 0, 2, new int[] {0, 1, 2}, 0, 3, b, 0, 2, 6, c, 0, 2, 2);
    assertArrayEquals(new float[] {114, 340, 132, 520}, c);
  }

  @Test
  void theReferenceAddsToWhatIsThere() {
    float[] c = {1, 1};
    ProductReference.panel(
        new float[] {2, 3},
        new int[] {0},
        0,
        1,
        new int[] {0, 1},
        0,
        2,
        new float[] {1, 10, 2, 20},
        0,
        2,
        Product.ADD,
        c,
        0,
        2,
        2);
    assertArrayEquals(new float[] {1 + 8, 1 + 80}, c);
  }

  @ParameterizedTest
  @ValueSource(ints = {Product.ZERO, Product.ADD, 3})
  void panelsHaveTheReferencesBits(int bias) {
    for (int height : HEIGHTS) {
      for (int depth : DEPTHS) {
        IntStream.rangeClosed(1, Product.WIDTH)
            .filter(columns -> depth < 10 || columns % Product.NARROW < 2 || columns == Product.WIDTH - 1)
            .forEach(columns ->
                new Case(height, depth, columns, Product.WIDTH, bias, columns, 31L * height + depth).check());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Product.ZERO, Product.ADD, 3})
  void rowsOfBMayLieFarApartAndThoseOfCToo(int bias) {
    for (int height : HEIGHTS) {
      for (int columns : new int[] {1, Product.NARROW, Product.WIDTH - 1, Product.WIDTH}) {
        new Case(height, 33, columns, Product.WIDTH + 37, bias, Product.WIDTH + 5, height).check();
      }
    }
  }

  /** As in a kernel's gradient, where b is the output's gradient itself: its rows are shorter than a panel. */
  @Test
  void rowsOfBMayBeShorterThanAPanel() {
    for (int height : HEIGHTS) {
      for (int columns = 1; columns <= Product.WIDTH; columns++) {
        new Case(height, 17, columns, columns, Product.ZERO, columns, height).check();
      }
    }
  }

  @Test
  void deepSumsHaveTheReferencesBits() {
    for (int depth : new int[] {1023, 4098}) {
      for (int columns : new int[] {1, Product.NARROW, Product.WIDTH}) {
        new Case(9, depth, columns, Product.WIDTH, 3, columns, depth).check();
      }
    }
  }

  @Test
  void noDepthLeavesTheBias() {
    new Case(5, 0, Product.WIDTH, Product.WIDTH, 3, Product.WIDTH, 1).check();
    new Case(5, 0, 3, Product.WIDTH, Product.ADD, 3, 1).check();
  }

  @Test
  void notANumberStaysInItsRowAndColumn() {
    float[] a = {1, Float.NaN, 2};
    float[] b = Floats.normal(1, 3 * Product.WIDTH);
    b[0] = Float.POSITIVE_INFINITY;
    float[] expected = new float[3 * Product.WIDTH];
    float[] actual = new float[3 * Product.WIDTH];
    int[] rows = {0, 1, 2};
    int[] depth = {0};
    int w = Product.WIDTH;
    ProductReference.panel(a, rows, 0, 3, depth, 0, 1, b, 0, w, Product.ZERO, expected, 0, w, w);
    Product.panel(a, rows, 0, 3, depth, 0, 1, b, 0, w, Product.ZERO, actual, 0, w, w);
    assertSameBits(expected, actual, "c");
  }
}
