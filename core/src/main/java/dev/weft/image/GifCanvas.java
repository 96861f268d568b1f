package dev.weft.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/**
 * What a GIF's frame is laid on. What the frame leaves free is transparent if the frame has a transparent colour, and
 * else has the background's colour, as GIF89a says.
 *
 * @param background an index into the palette; one behind its end is the last
 */
record GifCanvas(int height, int width, int top, int left, int background) {
  /** A canvas that holds the whole frame, also where the file says a smaller one. */
  static GifCanvas around(int height, int width, int top, int left, int frameHeight, int frameWidth, int background) {
    return new GifCanvas(
        Math.max(height, top + frameHeight), Math.max(width, left + frameWidth), top, left, background);
  }

  /** The canvas of which only each n-th pixel of each n-th row is kept. */
  GifCanvas thinned(int every) {
    return new GifCanvas(
        Math.ceilDiv(height, every), Math.ceilDiv(width, every), top / every, left / every, background);
  }

  /** The canvas with the frame (height, width, channels) on it. */
  Image lay(Image frame, ColorModel palette) {
    if (frame.height() == height && frame.width() == width) {
      return frame;
    }
    int channels = frame.channels();
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    IndexColorModel colours = (IndexColorModel) palette;
    int transparent = colours.getTransparentPixel();
    int free = transparent >= 0 ? transparent : Math.min(background, colours.getMapSize() - 1);
    fill(pixels, channels, colours.getRGB(free));
    int row = frame.width() * channels;
    for (int y = 0; y < frame.height(); y++) {
      System.arraycopy(frame.pixels(), y * row, pixels, ((top + y) * width + left) * channels, row);
    }
    return new Image(height, width, channels, pixels, frame.notes());
  }

  private static void fill(byte[] pixels, int channels, int argb) {
    byte[] colour = {(byte) (argb >> 16), (byte) (argb >> 8), (byte) argb, (byte) (argb >>> 24)};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour[i % channels];
    }
  }
}
