package dev.weft.engine;

import dev.weft.kernel.Winograd;
import java.util.Arrays;

/**
 * Where tiles lie in images of (height, width, channels): every m pixels from (-top, -left) on.
 *
 * @param side pixels along one side of a tile
 * @param across tiles side by side
 */
record WinogradTiles(int height, int width, int channels, int side, int m, int top, int left, int across) {
  int row(int tile) {
    return tile / across * m - top;
  }

  int column(int tile) {
    return tile % across * m - left;
  }

  /** Whether no pixel of the tile lies outside of the image. */
  boolean inside(int tile) {
    return firstRow(tile) == 0 && lastRow(tile) == side && firstColumn(tile) == 0 && lastColumn(tile) == side;
  }

  private int firstRow(int tile) {
    return Math.max(0, -row(tile));
  }

  private int lastRow(int tile) {
    return Math.min(side, height - row(tile));
  }

  private int firstColumn(int tile) {
    return Math.max(0, -column(tile));
  }

  private int lastColumn(int tile) {
    return Math.min(side, width - column(tile));
  }

  /** The index of a tile's first number, were it inside. */
  int at(int image, int tile) {
    return ((image * height + row(tile)) * width + column(tile)) * channels;
  }

  /** Copies a tile (side, side, channels), with zeros for pixels outside of the image. */
  void copy(float[] values, int image, int tile, float[] copy) {
    Arrays.fill(copy, 0, side * side * channels, 0);
    for (int i = firstRow(tile); i < lastRow(tile); i++) {
      System.arraycopy(values, from(image, tile, i), copy, to(tile, i), length(tile));
    }
  }

  /** Copies what of a tile lies in the image to there. */
  void paste(float[] copy, float[] values, int image, int tile) {
    for (int i = firstRow(tile); i < lastRow(tile); i++) {
      System.arraycopy(copy, to(tile, i), values, from(image, tile, i), length(tile));
    }
  }

  /** Adds what of a tile lies in the image to what is there. */
  void add(float[] copy, float[] values, int image, int tile) {
    for (int i = firstRow(tile); i < lastRow(tile); i++) {
      Winograd.add(copy, to(tile, i), values, from(image, tile, i), length(tile));
    }
  }

  private int from(int image, int tile, int i) {
    return at(image, tile) + (i * width + firstColumn(tile)) * channels;
  }

  private int to(int tile, int i) {
    return (i * side + firstColumn(tile)) * channels;
  }

  private int length(int tile) {
    return (lastColumn(tile) - firstColumn(tile)) * channels;
  }
}
