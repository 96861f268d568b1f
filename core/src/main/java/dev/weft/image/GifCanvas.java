package dev.weft.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.util.function.Consumer;

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

  /**
   * The rows of the canvas with a frame on it.
   *
   * @param frameHeight how many rows of the frame will come
   */
  Consumer<byte[]> around(int frameHeight, int channels, ColorModel palette, Consumer<byte[]> to) {
    IndexColorModel colours = (IndexColorModel) palette;
    int transparent = colours.getTransparentPixel();
    int free = transparent >= 0 ? transparent : Math.min(background, colours.getMapSize() - 1);
    byte[] row = new byte[width * channels];
    int[] y = {0};
    return frameRow -> {
      for (; y[0] < top; y[0]++) {
        fill(row, channels, colours.getRGB(free));
        to.accept(row);
      }
      fill(row, channels, colours.getRGB(free));
      System.arraycopy(frameRow, 0, row, left * channels, frameRow.length);
      to.accept(row);
      if (++y[0] == top + frameHeight) {
        fill(row, channels, colours.getRGB(free));
        for (; y[0] < height; y[0]++) {
          to.accept(row);
        }
      }
    };
  }

  private static void fill(byte[] pixels, int channels, int argb) {
    byte[] colour = {(byte) (argb >> 16), (byte) (argb >> 8), (byte) argb, (byte) (argb >>> 24)};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour[i % channels];
    }
  }
}
