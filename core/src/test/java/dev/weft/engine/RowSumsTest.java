package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.kernel.Reductions;
import org.junit.jupiter.api.Test;

class RowSumsTest {
  /** One after the other in float32, a tenth added 100 000 times gives 9998.56. */
  @Test
  void manyRowsAreSummedAsExactlyAsFew() {
    assertEquals(100_000 * (double) 0.1f, sums(100_000, 1, 2)[0], 0.01);
  }

  @Test
  void threadsChangeNoBit() {
    assertArrayEquals(sums(1100, 3, 1), sums(1100, 3, 2));
  }

  @Test
  void rowsOfALargerBatchBeforeDoNotCount() {
    float[] x = {1, 2, 3, 4, 5, 6};
    float[] total = new float[2];
    try (WorkerPool workers = new WorkerPool(1)) {
      RowSums sums = new RowSums(3, 2, workers, (from, to, sum, at) -> Reductions.sum(x, 2, from, to, sum, at));
      sums.into(total, 3);
      assertArrayEquals(new float[] {9, 12}, total);
      sums.into(total, 2);
      assertArrayEquals(new float[] {4, 6}, total);
    }
  }

  private static float[] sums(int rows, int columns, int threads) {
    float[] x = new float[rows * columns];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.1f + i % columns;
    }
    float[] total = new float[columns];
    try (WorkerPool workers = new WorkerPool(threads)) {
      new RowSums(rows, columns, workers, (from, to, sum, at) -> Reductions.sum(x, columns, from, to, sum, at))
          .into(total, rows);
    }
    return total;
  }
}
