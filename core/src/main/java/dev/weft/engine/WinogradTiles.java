package dev.weft.engine;

import dev.weft.kernel.Winograd;
import java.util.Arrays;

/**
 * Where tiles lie in images of (height, width, channels): every m pixels from (-top, -left) on.
 *
 * @param side pixels along one side of a tile
 * @param across tiles side by side, which make a row of tiles
 */
record WinogradTiles(int height, int width, int channels, int side, int m, int top, int left, int across) {
  /** The first of a row's lines that lies in the image. */
  int first(int row) {
    return Math.max(0, top - row * m);
  }

  /** The line after the last one of a row that lies in the image. */
  int last(int row) {
    return Math.min(side, height - (row * m - top));
  }

  /** The index of the first number of a row's line in the images. */
  int at(int image, int row, int line) {
    return (image * height + row * m - top + line) * width * channels;
  }

  /** Copies the lines of a row (side, width, channels), with zeros for those outside of the image. */
  void copy(float[] images, int image, int row, float[] copy) {
    int length = width * channels;
    Arrays.fill(copy, 0, side * length, 0);
    for (int line = first(row); line < last(row); line++) {
      System.arraycopy(images, at(image, row, line), copy, line * length, length);
    }
  }

  /** Adds a line of n channels of each tile, (across, side, n), to the image's line that begins at {@code at}. */
  void add(float[] tiles, int n, float[] images, int at) {
    for (int tile = 0; tile < across; tile++) {
      int column = tile * m - left;
      int from = Math.max(0, -column);
      int to = Math.min(side, width - column);
      if (n == channels) {
        Winograd.add(tiles, (tile * side + from) * n, images, at + (column + from) * n, (to - from) * n);
      } else {
        for (int i = from; i < to; i++) {
          Winograd.add(tiles, (tile * side + i) * n, images, at + (column + i) * channels, n);
        }
      }
    }
  }
}
