package dev.weft.bench.kernel;

import dev.weft.kernel.PackedMatrix;
import org.openjdk.jmh.annotations.Benchmark;

/** Packing the kernel of a layer of 784 x 256, as it lies and transposed. */
public class PackedMatrixBench extends Bench {
  private static final int DEPTH = 784;
  private static final int COLUMNS = 256;

  private final float[] w = random(DEPTH * COLUMNS);
  private final float[] packed = new float[PackedMatrix.size(DEPTH, COLUMNS)];

  @Benchmark
  public void pack(Work work) {
    for (int p = 0; p < PackedMatrix.count(COLUMNS); p++) {
      PackedMatrix.pack(w, 0, DEPTH, DEPTH, COLUMNS, p, packed);
    }
    work.did(0, 8.0 * DEPTH * COLUMNS);
  }

  @Benchmark
  public void packTransposed(Work work) {
    for (int p = 0; p < PackedMatrix.count(COLUMNS); p++) {
      PackedMatrix.packTransposed(w, DEPTH, COLUMNS, p, packed);
    }
    work.did(0, 8.0 * DEPTH * COLUMNS);
  }
}
