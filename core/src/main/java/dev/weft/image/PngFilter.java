package dev.weft.image;

import dev.weft.WeftException;

/**
 * What was done to a row of a PNG image so that it could be compressed well: of each byte x a prediction was taken
 * away, made of the byte of the pixel before (a), that above (b) and that above the one before (c). See <a
 * href="https://www.w3.org/TR/png-3/#9Filters">PNG, 9</a>.
 */
final class PngFilter {
  private PngFilter() {}

  /**
   * Undoes it in place.
   *
   * @param lines the row before, and the row: its filter's number, and its bytes
   * @param from where the row begins
   * @param length of a row
   * @param pixel bytes of a pixel
   */
  static void undo(byte[] lines, int from, int length, int pixel) {
    int start = from + 1;
    int end = from + length;
    switch (lines[from]) {
      case 0 -> {}
      case 1 -> {
        for (int i = start + pixel; i < end; i++) {
          lines[i] += lines[i - pixel];
        }
      }
      case 2 -> {
        for (int i = start; i < end; i++) {
          lines[i] += lines[i - length];
        }
      }
      case 3 -> average(lines, start, end, length, pixel);
      case 4 -> paeth(lines, start, end, length, pixel);
      default ->
          throw new WeftException(
              "it is damaged: a row has a filter from 0 to 4; one has " + (lines[from] & 0xff) + ".");
    }
  }

  private static void average(byte[] lines, int start, int end, int length, int pixel) {
    for (int i = start; i < start + pixel; i++) {
      lines[i] += (byte) ((lines[i - length] & 0xff) >> 1);
    }
    for (int i = start + pixel; i < end; i++) {
      lines[i] += (byte) ((lines[i - pixel] & 0xff) + (lines[i - length] & 0xff) >> 1);
    }
  }

  /** The prediction is a, b or c, whichever is nearest to a + b - c. */
  private static void paeth(byte[] lines, int start, int end, int length, int pixel) {
    for (int i = start; i < start + pixel; i++) {
      lines[i] += lines[i - length];
    }
    if (pixel == 3) {
      paeth3(lines, start + pixel, end, length);
      return;
    }
    for (int i = start + pixel; i < end; i++) {
      lines[i] += (byte) nearest(lines[i - pixel] & 0xff, lines[i - length] & 0xff, lines[i - length - pixel] & 0xff);
    }
  }

  /** Three chains side by side, each with its last value at hand: the usual kind. */
  private static void paeth3(byte[] lines, int start, int end, int length) {
    int red = lines[start - 3] & 0xff;
    int green = lines[start - 2] & 0xff;
    int blue = lines[start - 1] & 0xff;
    for (int i = start; i < end; i += 3) {
      int above = i - length;
      red = lines[i] + nearest(red, lines[above] & 0xff, lines[above - 3] & 0xff) & 0xff;
      green = lines[i + 1] + nearest(green, lines[above + 1] & 0xff, lines[above - 2] & 0xff) & 0xff;
      blue = lines[i + 2] + nearest(blue, lines[above + 2] & 0xff, lines[above - 1] & 0xff) & 0xff;
      lines[i] = (byte) red;
      lines[i + 1] = (byte) green;
      lines[i + 2] = (byte) blue;
    }
  }

  private static int nearest(int a, int b, int c) {
    int toA = Math.abs(b - c);
    int toB = Math.abs(a - c);
    int toC = Math.abs(a + b - 2 * c);
    return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
  }
}
