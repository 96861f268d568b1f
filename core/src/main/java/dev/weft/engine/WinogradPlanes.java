package dev.weft.engine;

import dev.weft.kernel.Product;
import dev.weft.kernel.Winograd.Transform;

/**
 * Tiles in the transformed domain: for each of their t^2 places a matrix (tiles of a group, channels). Planes may keep
 * several groups.
 */
final class WinogradPlanes {
  private final WinogradSizes sizes;
  private final int channels;
  private final int step;
  private final float[] values;
  private final int[] rowOffsets;

  /** A tile that sticks out of the image, with zeros. */
  private final ThreadLocal<float[]> edge;

  WinogradPlanes(WinogradSizes sizes, int channels, int groups, Buffers buffers) {
    this.sizes = sizes;
    this.channels = channels;
    step = step(channels);
    int allRows = Math.multiplyExact(groups, Math.multiplyExact(sizes.places(), rows()));
    values = buffers.own(Math.addExact(Math.multiplyExact(allRows, step), Product.WIDTH));
    rowOffsets = multiples(allRows, step);
    edge = ThreadLocal.withInitial(() -> new float[sizes.places() * channels]);
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

  /** Where each row begins: (groups, places, {@link #rows}). */
  int[] rowOffsets() {
    return rowOffsets;
  }

  /** The rows of one place: a group's tiles, and one that moves places to different sets of the cache. */
  int rows() {
    return sizes.group() * sizes.tiles() + 1;
  }

  /** The floats of one place. */
  int plane() {
    return rows() * step;
  }

  /** This thread's scratch for one tile (side, side, channels). */
  float[] edge() {
    return edge.get();
  }

  /**
   * Transforms an image's tiles.
   *
   * @param image in {@code images}
   * @param row where the image's tiles go in the first place's matrix
   */
  void transform(Transform transform, WinogradTiles cut, float[] images, int image, int row) {
    float[] edge = edge();
    for (int i = 0; i < sizes.tiles(); i++) {
      boolean inside = cut.inside(i);
      if (!inside) {
        cut.copy(images, image, i, edge);
      }
      sizes
          .winograd()
          .apply(
              transform,
              inside ? images : edge,
              inside ? cut.at(image, i) : 0,
              (inside ? cut.width() : cut.side()) * channels,
              channels,
              values,
              (row + i) * step,
              sizes.side() * plane(),
              plane(),
              channels);
    }
  }
}
