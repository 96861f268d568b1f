package dev.weft.engine;

import dev.weft.kernel.Im2col;
import dev.weft.kernel.Product;
import java.util.stream.IntStream;

/** Windows copied side by side, each thread into a buffer of its own: for windows whose segments are very short. */
final class PatchBuffers {
  /** A patch is one segment. */
  static final int[] ONE_SEGMENT = {0};

  private final int segment;
  private final int[] rows;
  private final ThreadLocal<float[]> scratch;

  /**
   * @param depth the numbers of one window
   * @param segment the length of a window's segments
   * @param most the most windows gathered at a time
   */
  PatchBuffers(int depth, int segment, int most) {
    this.segment = segment;
    rows = IntStream.range(0, most).map(i -> i * depth).toArray();
    scratch = ThreadLocal.withInitial(() -> new float[most * depth + Product.WIDTH]);
  }

  /** Where each patch begins in what {@link #gather} returns. */
  int[] rows() {
    return rows;
  }

  /**
   * The windows {@code from} to {@code to}, (windows, depth), which begin at {@code first[i]} in x.
   *
   * @param segments how far each segment of a window lies from there
   */
  float[] gather(float[] x, int[] first, int from, int to, int[] segments) {
    float[] patches = scratch.get();
    Im2col.gather(x, first, from, to, segments, segment, patches);
    return patches;
  }
}
