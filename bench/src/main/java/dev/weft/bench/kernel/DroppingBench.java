package dev.weft.bench.kernel;

import dev.weft.kernel.Dropping;
import org.openjdk.jmh.annotations.Benchmark;

/** Inverted dropout of one half. */
public class DroppingBench extends Bench {
  private final float[] x = random(ELEMENTS);
  private final float[] y = new float[ELEMENTS];

  @Benchmark
  public void apply(Work work) {
    Dropping.apply(0.5f, 7, x, y, 0, ELEMENTS);
    work.did(0, 8 * ELEMENTS);
  }
}
