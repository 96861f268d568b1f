package dev.weft.image;

import java.util.List;

/** The decoded components of a JPEG file, some of which may be coarser than the image. */
record JpegPlanes(int fileHeight, int fileWidth, int factor, List<JpegBlocks> components) {
  /**
   * The image, upright.
   *
   * @param samples grey, RGB or YCbCr
   */
  Image image(Samples samples, Orientation orientation) {
    Original original = Original.of(fileHeight, fileWidth, factor, orientation);
    int channels = components.size();
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height(), width()), channels)];
    Orientation.Path path = orientation.path(height(), width());
    byte[][] rows = new byte[channels][];
    JpegUpsampling[] upsampling = new JpegUpsampling[channels];
    for (int c = 0; c < channels; c++) {
      upsampling[c] = new JpegUpsampling(components.get(c), width());
    }
    for (int y = 0; y < height(); y++) {
      int at = (path.first() + y * path.down()) * channels;
      int step = path.right() * channels;
      for (int c = 0; c < channels; c++) {
        rows[c] = upsampling[c].row(y);
      }
      if (channels == 1) {
        grey(rows[0], upsampling[0].start(y), pixels, at, step);
      } else if (samples == Samples.YCBCR) {
        toRgb(rows, upsampling, y, pixels, at, step);
      } else {
        copy(rows, upsampling, y, pixels, at, step);
      }
    }
    boolean swaps = orientation.swapsSides();
    return new Image(swaps ? width() : height(), swaps ? height() : width(), channels, pixels, original, List.of());
  }

  private int height() {
    return Math.ceilDiv(fileHeight, factor);
  }

  private int width() {
    return Math.ceilDiv(fileWidth, factor);
  }

  private void grey(byte[] row, int from, byte[] pixels, int at, int step) {
    if (step == 1) {
      System.arraycopy(row, from, pixels, at, width());
      return;
    }
    for (int x = 0; x < width(); x++) {
      pixels[at] = row[from + x];
      at += step;
    }
  }

  private void copy(byte[][] rows, JpegUpsampling[] upsampling, int y, byte[] pixels, int at, int step) {
    for (int c = 0; c < 3; c++) {
      int from = upsampling[c].start(y);
      for (int x = 0; x < width(); x++) {
        pixels[at + c + x * step] = rows[c][from + x];
      }
    }
  }

  /** JFIF's formulas with 16 bits behind the point. */
  private void toRgb(byte[][] rows, JpegUpsampling[] upsampling, int y, byte[] pixels, int at, int step) {
    byte[] light = rows[0];
    byte[] blue = rows[1];
    byte[] red = rows[2];
    int lightAt = upsampling[0].start(y);
    int blueAt = upsampling[1].start(y);
    int redAt = upsampling[2].start(y);
    for (int x = 0; x < width(); x++) {
      int grey = light[lightAt + x] & 0xff;
      int cb = (blue[blueAt + x] & 0xff) - 128;
      int cr = (red[redAt + x] & 0xff) - 128;
      pixels[at] = clamp(grey + (91881 * cr + 32768 >> 16));
      pixels[at + 1] = clamp(grey + (-22554 * cb - 46802 * cr + 32768 >> 16));
      pixels[at + 2] = clamp(grey + (116130 * cb + 32768 >> 16));
      at += step;
    }
  }

  private static byte clamp(int value) {
    return (byte) (value < 0 ? 0 : value > 255 ? 255 : value);
  }
}
