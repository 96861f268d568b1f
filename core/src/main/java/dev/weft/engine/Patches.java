package dev.weft.engine;

import java.util.stream.IntStream;

/** Windows copied side by side, each thread into room of its own: for windows whose lines are very short. */
final class Patches {
  /** A patch is one run. */
  static final int[] ONE_RUN = {0};

  private final int[] within;
  private final int[] rows;
  private final ThreadLocal<float[]> room;

  /**
   * @param within how far each value of a window lies from its first
   * @param most the most windows gathered at a time
   */
  Patches(int[] within, int most) {
    this.within = within;
    rows = IntStream.range(0, most).map(i -> i * within.length).toArray();
    room = ThreadLocal.withInitial(() -> new float[most * within.length]);
  }

  /** Where each patch begins in what {@link #gather} returns. */
  int[] rows() {
    return rows;
  }

  /** The windows {@code from} to {@code to}, (windows, depth), which begin at {@code first[i]} in x. */
  float[] gather(float[] x, int[] first, int from, int to) {
    float[] patches = room.get();
    int at = 0;
    for (int i = from; i < to; i++) {
      for (int k = 0; k < within.length; k++) {
        patches[at++] = x[first[i] + within[k]];
      }
    }
    return patches;
  }
}
