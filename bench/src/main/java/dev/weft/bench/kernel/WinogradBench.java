package dev.weft.bench.kernel;

import dev.weft.kernel.Winograd;
import dev.weft.kernel.Winograd.Transform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One tile of each size, 128 channels. */
public class WinogradBench extends Bench {
  private static final int CHANNELS = 128;

  @Param({"2", "3", "4"})
  public int m;

  @Param public Transform transform;

  private final float[] a = random(36 * CHANNELS);
  private final float[] b = new float[36 * CHANNELS];

  @Benchmark
  public void apply(Work work) {
    int side = Winograd.of(m).side();
    Winograd.of(m).apply(transform, a, 0, side * CHANNELS, CHANNELS, b, 0, side * CHANNELS, CHANNELS, CHANNELS);
    work.did(0, 8.0 * side * side * CHANNELS);
  }
}
