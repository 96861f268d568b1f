package dev.weft.bench.kernel;

import dev.weft.kernel.Reductions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Sums over rows and what batch normalization does with columns; as many numbers for each width. */
public class ReductionsBench extends Bench {
  @Param({"10", "32", "256"})
  public int columns;

  private final float[] x = random(ELEMENTS);
  private final float[] dy = random(ELEMENTS);
  private final float[] y = new float[ELEMENTS];
  private final float[] a = random(256);
  private final float[] b = random(256);
  private final float[] c = random(256);
  private final float[] sum = new float[256];

  @Benchmark
  public void sum(Work work) {
    Reductions.sum(x, columns, 0, ELEMENTS / columns, sum, 0);
    work.did(0, 4 * ELEMENTS);
  }

  @Benchmark
  public void squares(Work work) {
    Reductions.squares(x, a, columns, 0, ELEMENTS / columns, sum, 0);
    work.did(0, 4 * ELEMENTS);
  }

  @Benchmark
  public void products(Work work) {
    Reductions.products(dy, x, a, columns, 0, ELEMENTS / columns, sum, 0);
    work.did(0, 8 * ELEMENTS);
  }

  @Benchmark
  public void affine(Work work) {
    Reductions.affine(x, a, b, y, columns, 0, ELEMENTS / columns);
    work.did(0, 8 * ELEMENTS);
  }

  @Benchmark
  public void normalizeBackward(Work work) {
    Reductions.normalizeBackward(dy, x, sum, a, b, c, y, columns, 0, ELEMENTS / columns);
    work.did(0, 12 * ELEMENTS);
  }
}
