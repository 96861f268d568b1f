package dev.weft.engine;

import dev.weft.kernel.Winograd;
import dev.weft.model.Conv2D;
import dev.weft.model.Shape;

/**
 * The sizes of a convolution by Winograd's transforms. A batch is done in groups of images, so that buffers stay small.
 *
 * @param m outputs along one side of a tile
 * @param xTiles the tiles of the input, which overlap
 * @param yTiles the tiles of the output
 * @param tiles of one image
 * @param most images of one group at most
 */
record WinogradSizes(
    int m, int channels, int filters, WinogradTiles xTiles, WinogradTiles yTiles, int tiles, int most) {
  /**
   * The least floats that a group's transformed tiles may have: 0.5 MB, as a second cache. With 16 MB the second
   * convolution of report B takes a third longer, with 2 MB a tenth or more. But where the weights have more, tiles
   * may, too: in groups of 0.5 MB, report A's, 2 MB, would be fetched from a third cache too often, which costs over a
   * third.
   */
  private static final int GROUP = 1 << 17;

  static WinogradSizes of(int m, Conv2D layer, Shape x, Shape y, int batch) {
    int side = Winograd.of(m).side();
    int height = x.size(0);
    int width = x.size(1);
    int across = Math.ceilDiv(y.size(1), m);
    int top = layer.padding().before(height, 3, 1);
    int left = layer.padding().before(width, 3, 1);
    int tiles = Math.ceilDiv(y.size(0), m) * across;
    return new WinogradSizes(
        m,
        x.last(),
        y.last(),
        new WinogradTiles(height, width, x.last(), side, m, top, left, across),
        new WinogradTiles(y.size(0), y.size(1), y.last(), m, m, 0, 0, across),
        tiles,
        most(side * side, tiles, x.last(), y.last(), batch));
  }

  private static int most(int places, int tiles, int channels, int filters, int batch) {
    int floats = Math.max(GROUP, places * channels * filters);
    int step = Math.max(WinogradPlanes.step(channels), WinogradPlanes.step(filters));
    return Math.clamp(floats / ((long) places * tiles * step), 1, batch);
  }

  /** The images of each group but the last, of so many samples; a function of these, not of the largest batch. */
  int group(int samples) {
    return Math.ceilDiv(samples, Math.ceilDiv(samples, most));
  }

  int groups(int samples) {
    return Math.ceilDiv(samples, group(samples));
  }

  /** The images of one of the groups. */
  int images(int group, int samples) {
    return Math.min(group(samples), samples - group * group(samples));
  }

  Winograd winograd() {
    return Winograd.of(m);
  }

  /** Inputs along one side of a tile: t. */
  int side() {
    return m + 2;
  }

  /** The numbers of a transformed tile: t^2. */
  int places() {
    return side() * side();
  }

  /** The place (1, 1), whose column of A^T is ones. */
  int ones() {
    return side() + 1;
  }

  /** The multiply-adds of a group's product. */
  long products(int images) {
    return (long) images * tiles * places() * channels * filters;
  }
}
