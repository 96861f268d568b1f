package dev.weft.bench.kernel;

import dev.weft.kernel.DropoutMask;
import org.openjdk.jmh.annotations.Benchmark;

/** Inverted dropout of one half. */
public class DropoutMaskBench extends Bench {
  private final float[] x = random(ELEMENTS);
  private final float[] y = new float[ELEMENTS];

  @Benchmark
  public void apply(Work work) {
    DropoutMask.apply(0.5f, 7, x, y, 0, ELEMENTS);
    work.did(0, 8 * ELEMENTS);
  }
}
