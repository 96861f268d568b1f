package dev.weft.check;

import dev.weft.image.Image;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What is measured of an image. Brightness is from 0, black, to 255.
 *
 * @param type what kind of file it is, such as {@code JPEG}; empty where it lies in no file of its own
 * @param bytes of its file; -1 where it has none of its own
 * @param height of the image before any preparation
 * @param channels 1 to 4
 * @param coloured whether more than a thousandth of its pixels are not grey
 * @param transparent whether a pixel is not opaque
 * @param range from the darkest to the brightest of a channel's values, without a thousandth at either end
 * @param brightness the mean
 * @param dark what 1 % of its pixels are darker than
 * @param bright what 1 % of its pixels are brighter than
 * @param background the colour of its corners: 0 to 63, two bits for each of red, green and blue
 * @param blur the {@linkplain BlurEffect blur effect}; NaN where it cannot be judged
 * @param content a checksum of its size and its pixels, of a large image those it was reduced to
 */
record ImageFacts(
    String type,
    long bytes,
    int height,
    int width,
    int channels,
    boolean coloured,
    boolean transparent,
    int range,
    double brightness,
    int dark,
    int bright,
    int background,
    double blur,
    long content) {
  private static final int GREY = 16; // red, green and blue that differ by less are grey

  static ImageFacts of(Image image, ScaledImage scaled, String type, long bytes) {
    float[] grey = scaled.grey();
    int[] counts = new int[256];
    double sum = 0;
    for (float value : grey) {
      counts[Math.round(value)]++;
      sum += value;
    }
    return new ImageFacts(
        type,
        bytes,
        image.original().height(),
        image.original().width(),
        image.channels(),
        isColoured(scaled),
        isTransparent(image),
        range(scaled),
        sum / grey.length,
        quantile(counts, 0.01, grey.length),
        quantile(counts, 0.99, grey.length),
        background(scaled),
        BlurEffect.of(grey, scaled.height(), scaled.width()),
        content(image));
  }

  double pixels() {
    return (double) height * width;
  }

  /** Width by height. */
  double aspect() {
    return (double) width / height;
  }

  int shorterSide() {
    return Math.min(height, width);
  }

  private static int quantile(int[] counts, double share, int of) {
    long wanted = (long) Math.ceil(share * of);
    long sum = 0;
    for (int value = 0; value < counts.length; value++) {
      sum += counts[value];
      if (sum >= Math.max(1, wanted)) {
        return value;
      }
    }
    return counts.length - 1;
  }

  private static int range(ScaledImage image) {
    int most = 0;
    int pixels = image.height() * image.width();
    for (int channel = 0; channel < image.channels(); channel++) {
      int[] counts = new int[256];
      for (int i = channel; i < image.pixels().length; i += image.channels()) {
        counts[image.pixels()[i] & 0xff]++;
      }
      most = Math.max(most, quantile(counts, 0.999, pixels) - quantile(counts, 0.001, pixels));
    }
    return most;
  }

  private static boolean isColoured(ScaledImage image) {
    if (image.channels() == 1) {
      return false;
    }
    byte[] pixels = image.pixels();
    int coloured = 0;
    for (int i = 0; i < pixels.length; i += 3) {
      int red = pixels[i] & 0xff;
      int green = pixels[i + 1] & 0xff;
      int blue = pixels[i + 2] & 0xff;
      coloured += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) >= GREY ? 1 : 0;
    }
    return coloured * 1000L > pixels.length / 3;
  }

  private static boolean isTransparent(Image image) {
    if (!image.hasAlpha()) {
      return false;
    }
    for (int i = image.channels() - 1; i < image.pixels().length; i += image.channels()) {
      if (image.pixels()[i] != -1) {
        return true;
      }
    }
    return false;
  }

  /** The median over the four corners, each a tenth of a side long, of each channel. */
  private static int background(ScaledImage image) {
    int side = Math.max(1, Math.min(image.height(), image.width()) / 10);
    int colour = 0;
    for (int channel = 0; channel < 3; channel++) {
      int of = Math.min(channel, image.channels() - 1);
      double[] corners = {
        mean(image, 0, 0, side, of),
        mean(image, 0, image.width() - side, side, of),
        mean(image, image.height() - side, 0, side, of),
        mean(image, image.height() - side, image.width() - side, side, of)
      };
      Arrays.sort(corners);
      colour = colour << 2 | (int) Math.min(3, (corners[1] + corners[2]) / 128);
    }
    return colour;
  }

  private static double mean(ScaledImage image, int top, int left, int side, int channel) {
    long sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += image.pixels()[(y * image.width() + x) * image.channels() + channel] & 0xff;
      }
    }
    return (double) sum / (side * side);
  }

  private static long content(Image image) {
    CRC32C one = new CRC32C();
    one.update(image.pixels());
    long hash = ((long) image.original().height() << Integer.SIZE ^ image.original().width()) * 31 + image.channels();
    for (byte pixel : image.pixels()) {
      hash = (hash ^ pixel) * 0x100000001b3L; // FNV-1a
    }
    return hash ^ one.getValue() << 17;
  }
}
