package dev.weft.engine;

import dev.weft.kernel.Product;

/**
 * Tiles in the transformed domain: for each of their t^2 places a matrix (tiles of a group, channels). Each thread has
 * those of a group of its own, or all threads work on those of one group.
 */
final class WinogradPlanes {
  private final WinogradSizes sizes;
  private final int channels;
  private final int step;
  private final int[] rowOffsets;

  /** Null where they are kept from one pass to the next. */
  private final ThreadArray ofThread;

  /** Null where each thread has its own. */
  private float[] ofAll;

  /**
   * @param keeps whether they are kept from one pass to the next, for which there must be one group alone
   */
  WinogradPlanes(WinogradSizes sizes, int channels, boolean keeps, Buffers buffers) {
    this.sizes = sizes;
    this.channels = channels;
    step = step(channels);
    int allRows = Math.multiplyExact(sizes.places(), rows());
    int length = Math.addExact(Math.multiplyExact(allRows, step), Product.WIDTH);
    ofThread = keeps ? null : buffers.ofThread(length);
    ofAll = keeps ? buffers.own(length) : null;
    rowOffsets = multiples(allRows, step);
  }

  /** Floats from one tile to the next. */
  static int step(int channels) {
    return Math.ceilDiv(channels, 16) * 16;
  }

  static int[] multiples(int count, int step) {
    int[] multiples = new int[count];
    for (int i = 0; i < count; i++) {
      multiples[i] = i * step;
    }
    return multiples;
  }

  int channels() {
    return channels;
  }

  int step() {
    return step;
  }

  /** Before a pass: whether all threads work on one group, or each on groups of its own. */
  void share(boolean all) {
    if (ofThread != null) {
      ofAll = all ? ofThread.get() : null;
    }
  }

  float[] values() {
    return ofAll == null ? ofThread.get() : ofAll;
  }

  /** Where each row begins: (places, {@link #rows}). */
  int[] rowOffsets() {
    return rowOffsets;
  }

  /** The rows of one place: a group's tiles, and one that moves places to different sets of the cache. */
  int rows() {
    return sizes.most() * sizes.tiles() + 1;
  }

  /** The floats of one place. */
  int plane() {
    return rows() * step;
  }
}
