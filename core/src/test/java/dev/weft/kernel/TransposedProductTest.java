package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@EveryWidth
class TransposedProductTest {
  private static final int FROM = 2;

  @Test
  void theReferenceIsTheProductWithTheTranspose() {
    float[] a = {1, 2, 3, 4, 5, 6}; // (3, 2)
    float[] b = new float[PackedMatrix.size(3, 1)];
    PackedMatrix.pack(new float[] {1, 10, 100}, 0, 3, 3, 1, 0, b);
    float[] c = new float[2];
    ProductReference.transposed(a, new int[] {0, 1}, 0, 2, new int[] {0, 2, 4}, 0, 3, 3, b, 0, false, c, 0, 1, 1);
    assertArrayEquals(new float[] {531, 642}, c);
    ProductReference.transposed(a, new int[] {0, 1}, 0, 2, new int[] {0, 2, 4}, 0, 3, 3, b, 0, true, c, 0, 1, 1);
    assertArrayEquals(new float[] {1062, 1284}, c);
  }

  @Test
  void rowsHaveTheReferencesBits() {
    for (int rows : new int[] {1, 2, 3, 4, 5, 11, 16, 35}) {
      for (int count : new int[] {1, 2, 9, 32, 33, TransposedProduct.DEPTH + 1}) {
        for (int columns : new int[] {1, 8, 10, 16, 17, 32, 40, 65}) {
          check(rows, count, columns);
        }
      }
    }
  }

  @Test
  void noDepthLeavesZeros() {
    check(3, 0, 17);
  }

  /**
   * As a group of a convolution does: the right side lies behind another, the sums in some columns of a wider matrix.
   */
  @Test
  void rowsGoIntoAPartOfAWiderMatrix() {
    int stride = 40;
    int[] rows = {0, 1, 2, 7, 9};
    int[] depth = {0, 3, 8, 20};
    float[] a = Floats.normal(1, 64);
    for (int columns : new int[] {1, 8, 9, 16, 33}) {
      float[] b = Floats.normal(2, 5 + PackedMatrix.size(depth.length, columns));
      float[] expected = Floats.normal(3, rows.length * stride);
      float[] actual = expected.clone();
      ProductReference.transposed(
          a, rows, 0, 5, depth, 0, depth.length, depth.length, b, 5, false, expected, 4, stride, columns);
      TransposedProduct.rows(a, rows, 0, 5, depth, depth.length, b, 5, false, actual, 4, stride, columns);
      assertSameBits(expected, actual, columns + " columns");
    }
  }

  private static void check(int rows, int count, int columns) {
    long seed = rows + 100L * count + columns;
    SplittableRandom random = new SplittableRandom(seed);
    int[] anywhere = random.ints(FROM + rows, 0, 100).toArray();
    int[] sideBySide = IntStream.range(0, FROM + rows).toArray();
    int[] inLines = IntStream.range(0, FROM + rows).map(i -> i / 3 * 20 + i % 3).toArray();
    int[] depth = random.ints(count + 1, 0, 1_000).sorted().toArray();
    for (int[] rowsOfA : List.of(anywhere, sideBySide, inLines)) {
      int reach = IntStream.of(rowsOfA).max().orElseThrow() + depth[count] + 1;
      float[] a = Floats.normal(seed + 1, reach);
      float[] w = Floats.normal(seed + 2, count * columns);
      float[] b = new float[PackedMatrix.size(count, columns)];
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        PackedMatrix.pack(w, 0, count, count, columns, p, b);
      }
      int to = FROM + rows;
      float[] expected = Floats.normal(seed + 3, to * columns + 5);
      float[] actual = expected.clone();
      ProductReference.transposed(
          a, rowsOfA, FROM, to, depth, 0, count, count, b, 0, false, expected, 0, columns, columns);
      TransposedProduct.rows(a, rowsOfA, FROM, to, depth, count, b, false, actual, columns);
      assertSameBits(expected, actual, rows + " rows, " + count + " deep, " + columns + " columns");
      ProductReference.transposed(
          a, rowsOfA, FROM, to, depth, 0, count, count, b, 0, true, expected, 0, columns, columns);
      TransposedProduct.rows(a, rowsOfA, FROM, to, depth, count, b, true, actual, columns);
      assertSameBits(expected, actual, "added");
    }
  }
}
