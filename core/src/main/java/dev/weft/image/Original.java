package dev.weft.image;

/**
 * What a reduced image was before, upright: each of its pixels is the mean of {@code factor} x {@code factor} of the
 * file's. Those at one side may be the mean of fewer.
 *
 * @param height rows of the file's image
 * @param width pixels of its rows
 * @param factor 1 where the image is the file's own
 * @param top by how many rows less the first row is the mean
 * @param left by how many pixels less the first of a row is the mean
 */
public record Original(int height, int width, int factor, int top, int left) {
  /**
   * @param height rows of the image as it is stored
   * @param width pixels of its rows
   */
  static Original of(int height, int width, int factor, Orientation orientation) {
    int rows = orientation.swapsSides() ? width : height;
    int columns = orientation.swapsSides() ? height : width;
    int top = orientation.reversesRows() ? Math.ceilDiv(rows, factor) * factor - rows : 0;
    int left = orientation.reversesColumns() ? Math.ceilDiv(columns, factor) * factor - columns : 0;
    return new Original(rows, columns, factor, top, left);
  }
}
