package dev.weft.engine;

import dev.weft.kernel.Im2col;
import dev.weft.kernel.Product;
import java.util.stream.IntStream;

/** Windows copied side by side, each thread into a buffer of its own: for windows whose lines are very short. */
final class PatchBuffers {
  /** A patch is one run. */
  static final int[] ONE_RUN = {0};

  private final int[] lines;
  private final int line;
  private final int[] rows;
  private final ThreadLocal<float[]> scratch;

  /**
   * @param lines how far each line of a window lies from its first one
   * @param line the length of a line
   * @param most the most windows gathered at a time
   */
  PatchBuffers(int[] lines, int line, int most) {
    this.lines = lines;
    this.line = line;
    int depth = lines.length * line;
    rows = IntStream.range(0, most).map(i -> i * depth).toArray();
    scratch = ThreadLocal.withInitial(() -> new float[most * depth + Product.WIDTH]);
  }

  /** Where each patch begins in what {@link #gather} returns. */
  int[] rows() {
    return rows;
  }

  /** The windows {@code from} to {@code to}, (windows, depth), which begin at {@code first[i]} in x. */
  float[] gather(float[] x, int[] first, int from, int to) {
    float[] patches = scratch.get();
    Im2col.gather(x, first, from, to, lines, line, patches);
    return patches;
  }
}
