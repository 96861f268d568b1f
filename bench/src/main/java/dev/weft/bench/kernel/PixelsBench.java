package dev.weft.bench.kernel;

import dev.weft.kernel.Pixels;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;

/** A batch of 32 pictures from bytes to floats. */
public class PixelsBench extends Bench {
  private static final int PICTURE = 784;
  private static final int BATCH = 32;

  private final MemorySegment pixels = MemorySegment.ofArray(new byte[BATCH * PICTURE]).asReadOnly();
  private final float[] scale = random(PICTURE);
  private final float[] shift = random(PICTURE);
  private final float[] out = new float[BATCH * PICTURE];

  @Benchmark
  public void scale(Work work) {
    for (int i = 0; i < BATCH; i++) {
      Pixels.scale(pixels, (long) i * PICTURE, scale, shift, out, i * PICTURE);
    }
    work.did(0, 5.0 * BATCH * PICTURE);
  }
}
