package dev.weft.engine;

import dev.weft.kernel.Product;

/** Tiles in the transformed domain: for each of their t^2 places a matrix (tiles of a group, channels). */
final class WinogradPlanes {
  private final WinogradSizes sizes;
  private final int channels;
  private final int step;
  private final float[] values;
  private final int[] rowOffsets;

  WinogradPlanes(WinogradSizes sizes, int channels, Buffers buffers) {
    this.sizes = sizes;
    this.channels = channels;
    step = step(channels);
    int allRows = Math.multiplyExact(sizes.places(), rows());
    values = buffers.own(Math.addExact(Math.multiplyExact(allRows, step), Product.WIDTH));
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

  float[] values() {
    return values;
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
