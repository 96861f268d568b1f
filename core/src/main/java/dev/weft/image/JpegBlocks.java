package dev.weft.image;

/** A component of a JPEG file: its blocks of 8 x 8, of which each becomes {@code side} x {@code side} samples. */
final class JpegBlocks {
  /**
   * Where the coefficients stand, (row, column), in the order of the file; T.81, figure A.6. What lies behind is 63.
   */
  static final byte[] PLACES = places();

  final int across;
  final int down;

  /** Blocks in a row, and in a column, with those that fill up the last units. */
  final int columns;

  final int rows;

  /** Blocks in a row, and in a column, that the image needs. */
  final int neededColumns;

  final int neededRows;

  /** Samples of a block's side. */
  final int side;

  /** How many of the image's samples a sample stands for. */
  final int coarseAcross;

  final int coarseDown;

  /** Samples that the image needs. */
  final int width;

  final int height;

  final byte[] samples;

  /** From coefficients to samples; null before the first scan. */
  JpegTransform transform;

  /** The coefficients, where they come bit by bit. */
  JpegCoefficients coefficients;

  /** The first coefficient of the last block, from which the next one's differs. */
  int mean;

  /**
   * @param across samples in the time of the finest component's {@code mostAcross}
   * @param side samples of a side of the finest component's blocks; a coarser one's have more where that fits
   */
  JpegBlocks(int height, int width, int down, int mostDown, int across, int mostAcross, int side) {
    this.across = across;
    this.down = down;
    columns = Math.ceilDiv(width, 8 * mostAcross) * across;
    rows = Math.ceilDiv(height, 8 * mostDown) * down;
    neededColumns = Math.ceilDiv(Math.ceilDiv(width * across, mostAcross), 8);
    neededRows = Math.ceilDiv(Math.ceilDiv(height * down, mostDown), 8);
    int own = side;
    for (int coarser = Math.min(mostAcross / across, mostDown / down); coarser % 2 == 0 && own < 8; coarser /= 2) {
      own *= 2;
    }
    this.side = own;
    coarseAcross = mostAcross * side / (across * own);
    coarseDown = mostDown * side / (down * own);
    this.width = Math.ceilDiv(width * across * own, mostAcross * 8);
    this.height = Math.ceilDiv(height * down * own, mostDown * 8);
    samples = new byte[Math.multiplyExact(stride(), rows * own)];
  }

  /** The samples of a row. */
  int stride() {
    return columns * side;
  }

  private static byte[] places() {
    byte[] places = new byte[64 + 16];
    int row = 0;
    int column = 0;
    for (int k = 0; k < 64; k++) {
      places[k] = (byte) (8 * row + column);
      boolean up = (row + column) % 2 == 0;
      if (up && column == 7) {
        row++;
      } else if (!up && row == 7) {
        column++;
      } else if (up && row == 0) {
        column++;
      } else if (!up && column == 0) {
        row++;
      } else {
        row += up ? -1 : 1;
        column += up ? 1 : -1;
      }
    }
    for (int k = 64; k < places.length; k++) {
      places[k] = 63;
    }
    return places;
  }
}
