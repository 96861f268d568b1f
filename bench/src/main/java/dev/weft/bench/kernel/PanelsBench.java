package dev.weft.bench.kernel;

import dev.weft.kernel.Panels;
import org.openjdk.jmh.annotations.Benchmark;

/** Packing the kernel of a layer of 784 x 256, as it lies and transposed. */
public class PanelsBench extends Bench {
  private static final int DEPTH = 784;
  private static final int COLUMNS = 256;

  private final float[] w = random(DEPTH * COLUMNS);
  private final float[] panels = new float[Panels.size(DEPTH, COLUMNS)];

  @Benchmark
  public void pack(Work work) {
    for (int p = 0; p < Panels.count(COLUMNS); p++) {
      Panels.pack(w, 0, DEPTH, DEPTH, COLUMNS, p, panels);
    }
    work.did(0, 8.0 * DEPTH * COLUMNS);
  }

  @Benchmark
  public void packTransposed(Work work) {
    for (int p = 0; p < Panels.count(COLUMNS); p++) {
      Panels.packTransposed(w, DEPTH, COLUMNS, p, panels);
    }
    work.did(0, 8.0 * DEPTH * COLUMNS);
  }
}
