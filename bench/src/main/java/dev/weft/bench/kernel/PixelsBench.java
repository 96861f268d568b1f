package dev.weft.bench.kernel;

import dev.weft.kernel.Pixels;
import org.openjdk.jmh.annotations.Benchmark;

/** A batch of 32 pictures from bytes to floats. */
public class PixelsBench extends Bench {
  private static final int PICTURE = 784;
  private static final int BATCH = 32;

  private final byte[] pixels = new byte[BATCH * PICTURE];
  private final float[] scale = random(PICTURE);
  private final float[] shift = random(PICTURE);
  private final float[] out = new float[BATCH * PICTURE];

  @Benchmark
  public void scale(Work work) {
    for (int i = 0; i < BATCH; i++) {
      Pixels.scale(pixels, i * PICTURE, scale, shift, out, i * PICTURE);
    }
    work.did(0, 5.0 * BATCH * PICTURE);
  }
}
