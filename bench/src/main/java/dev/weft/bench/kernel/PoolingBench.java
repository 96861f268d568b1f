package dev.weft.bench.kernel;

import dev.weft.kernel.Pooling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Windows over one image: 2 x 2 side by side, and 3 x 3 that overlap. */
public class PoolingBench extends Bench {
  private static final int SIDE = 24;

  @Param({"2", "3"})
  public int window;

  @Param({"32", "128"})
  public int channels;

  private final float[] x = random(SIDE * SIDE * 128);
  private final float[] dx = new float[x.length];
  private final float[] dy = random(x.length);
  private final float[] y = new float[x.length];

  private Pooling pooling() {
    int out = (SIDE - window) / 2 + 1;
    return new Pooling(SIDE, SIDE, channels, window, window, 2, 2, 0, 0, out, out);
  }

  private double bytes(Pooling pooling) {
    return 4.0 * channels * (SIDE * SIDE + pooling.down() * pooling.across());
  }

  @Benchmark
  public void max(Work work) {
    Pooling pooling = pooling();
    pooling.max(x, y, 0);
    work.did(0, bytes(pooling));
  }

  @Setup
  public void findMaxima() {
    pooling().max(x, y, 0);
  }

  @Benchmark
  public void maxBackward(Work work) {
    Pooling pooling = pooling();
    pooling.maxBackward(x, y, dy, dx, 0);
    work.did(0, 2 * bytes(pooling));
  }

  @Benchmark
  public void average(Work work) {
    Pooling pooling = pooling();
    pooling.average(x, y, 0);
    work.did(0, bytes(pooling));
  }

  @Benchmark
  public void averageBackward(Work work) {
    Pooling pooling = pooling();
    pooling.averageBackward(dy, dx, 0);
    work.did(0, bytes(pooling));
  }
}
