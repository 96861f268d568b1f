package dev.weft.image;

import dev.weft.WeftException;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the samples of a decoded pixel mean. Colour profiles and gamma are passed over, as Pillow and Keras do: the
 * numbers are those of the file.
 */
enum Samples {
  GREY,
  RGB,
  /** {@code red = y + 1.402 (cr - 128)}, ...: JFIF. */
  YCBCR,
  CMYK,
  /** 255 is no ink. */
  INVERTED_CMYK,
  /** Cyan, magenta and yellow as luminance and chroma; black inverted. */
  INVERTED_YCCK,
  PALETTE,
  UNKNOWN;

  private static final int MOST_BITS = 16;

  /** What an image's colour model says. */
  static Samples of(ColorModel model) {
    if (model instanceof IndexColorModel) {
      return PALETTE;
    }
    return switch (model.getColorSpace().getType()) {
      case ColorSpace.TYPE_GRAY -> GREY;
      case ColorSpace.TYPE_RGB -> RGB;
      case ColorSpace.TYPE_CMYK -> CMYK;
      case ColorSpace.TYPE_YCbCr -> YCBCR;
      default -> UNKNOWN;
    };
  }

  /** How many bytes a pixel becomes. */
  int channels(ColorModel model) {
    int alpha = model != null && model.hasAlpha() ? 1 : 0;
    return (this == GREY ? 1 : 3) + alpha;
  }

  /**
   * Reads the rows of a raster.
   *
   * @param model what the reader says of them; null if it says nothing
   * @param to what is done with each, unsigned bytes (width, channels), valid until the next
   */
  void rows(Raster raster, ColorModel model, Consumer<byte[]> to) {
    int width = raster.getWidth();
    int channels = channels(model);
    int bands = raster.getNumBands();
    require(raster, this == PALETTE ? 1 : bands - (channels % 2 == 0 ? 1 : 0));
    byte[] pixels = new byte[width * channels];
    int[] row = new int[width * bands];
    int[] most = new int[bands];
    for (int band = 0; band < bands; band++) {
      most[band] = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    }
    boolean premultiplied = model != null && model.hasAlpha() && model.isAlphaPremultiplied();
    boolean plain = !premultiplied && bands == channels && (this == GREY || this == RGB);
    int[] palette = this == PALETTE ? palette(model, most[0]) : null;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      if (palette == null) {
        toBytes(row, most);
      }
      if (plain) {
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (byte) row[i];
        }
      } else {
        convert(row, bands, palette, premultiplied, pixels, channels);
      }
      to.accept(pixels);
    }
  }

  private static int[] palette(ColorModel model, int last) {
    int[] palette = new int[last + 1];
    for (int i = 0; i <= last; i++) {
      palette[i] = model.getRGB(i);
    }
    return palette;
  }

  private static void toBytes(int[] row, int[] most) {
    for (int band = 0; band < most.length; band++) {
      int range = most[band];
      if (range != 255) {
        for (int i = band; i < row.length; i += most.length) {
          row[i] = (int) ((row[i] * 255L + range / 2) / range);
        }
      }
    }
  }

  private void convert(int[] row, int bands, int[] palette, boolean premultiplied, byte[] pixels, int channels) {
    int[] pixel = new int[Math.max(4, bands)];
    for (int x = 0; x * bands < row.length; x++) {
      if (palette != null) {
        colour(palette[row[x]], pixel);
      } else {
        System.arraycopy(row, x * bands, pixel, 0, bands);
        convert(pixel);
        if (premultiplied) {
          divide(pixel, channels);
        }
      }
      for (int channel = 0; channel < channels; channel++) {
        pixels[x * channels + channel] = (byte) pixel[channel];
      }
    }
  }

  private void require(Raster raster, int colours) {
    int needed =
        switch (this) {
          case GREY, PALETTE -> 1;
          case RGB, YCBCR -> 3;
          case CMYK, INVERTED_CMYK, INVERTED_YCCK -> 4;
          case UNKNOWN -> -1;
        };
    if (colours != needed) {
      throw new WeftException(
          String.format(
                  Locale.ROOT,
                  "it must be grey, colour (RGB, YCbCr, CMYK) or have a palette; it has %d samples a pixel of another"
                      + " kind;",
                  raster.getNumBands())
              + " convert it first.");
    }
    int type = raster.getTransferType();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
    if (!whole || raster.getSampleModel().getSampleSize(0) > MOST_BITS) {
      throw new WeftException(
          "its samples must be whole numbers of at most 16 bits; they are others; convert it to 8 or 16 bits first.");
    }
  }

  private static void colour(int argb, int[] pixel) {
    pixel[0] = argb >> 16 & 0xff;
    pixel[1] = argb >> 8 & 0xff;
    pixel[2] = argb & 0xff;
    pixel[3] = argb >>> 24;
  }

  private void convert(int[] pixel) {
    switch (this) {
      case YCBCR -> toRgb(pixel);
      case CMYK -> mix(pixel, 255 - pixel[0], 255 - pixel[1], 255 - pixel[2], 255 - pixel[3]);
      case INVERTED_CMYK -> mix(pixel, pixel[0], pixel[1], pixel[2], pixel[3]);
      case INVERTED_YCCK -> {
        toRgb(pixel);
        mix(pixel, 255 - pixel[0], 255 - pixel[1], 255 - pixel[2], pixel[3]);
      }
      default -> {}
    }
  }

  private static void toRgb(int[] pixel) {
    int y = pixel[0];
    int cb = pixel[1] - 128;
    int cr = pixel[2] - 128;
    pixel[0] = clamp(y + 1.402f * cr);
    pixel[1] = clamp(y - 0.344136f * cb - 0.714136f * cr);
    pixel[2] = clamp(y + 1.772f * cb);
  }

  private static int clamp(float value) {
    return Math.clamp(Math.round(value), 0, 255);
  }

  /** The light that each ink and black let through, multiplied. */
  private static void mix(int[] pixel, int red, int green, int blue, int black) {
    pixel[0] = (red * black + 127) / 255;
    pixel[1] = (green * black + 127) / 255;
    pixel[2] = (blue * black + 127) / 255;
  }

  private static void divide(int[] pixel, int channels) {
    int alpha = pixel[channels - 1];
    for (int channel = 0; channel < channels - 1; channel++) {
      pixel[channel] = alpha == 0 ? 0 : Math.min(255, (pixel[channel] * 255 + alpha / 2) / alpha);
    }
  }
}
