package dev.weft.bench.kernel;

import dev.weft.kernel.Pixels;
import org.openjdk.jmh.annotations.Benchmark;

/** A batch of 32 images from bytes to floats. */
public class PixelsBench extends Bench {
  private static final int IMAGE = 784;
  private static final int BATCH = 32;

  private final byte[] pixels = new byte[BATCH * IMAGE];
  private final float[] scale = random(IMAGE);
  private final float[] shift = random(IMAGE);
  private final float[] out = new float[BATCH * IMAGE];

  @Benchmark
  public void scale(Work work) {
    for (int i = 0; i < BATCH; i++) {
      Pixels.scale(pixels, i * IMAGE, scale, shift, out, i * IMAGE);
    }
    work.did(0, 5.0 * BATCH * IMAGE);
  }
}
