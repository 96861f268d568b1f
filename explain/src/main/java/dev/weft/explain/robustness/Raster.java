package dev.weft.explain.robustness;

import java.util.Arrays;

/**
 * An image as numbers from 0 (black) to 1 (white) while it is changed.
 *
 * @param values (height, width, channels); what a change puts below 0 or above 1 is cut off at its end
 */
record Raster(int height, int width, int channels, float[] values) {
  private static final float WHITE = 255;

  /** The image side for which the lengths of corruptions are given, in pixels. */
  private static final double USUAL_SIDE = 28;

  /**
   * @param pixels (height, width, channels), unsigned bytes
   */
  static Raster of(byte[] pixels, int height, int width, int channels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / WHITE;
    }
    return new Raster(height, width, channels, values);
  }

  /** As unsigned bytes, the nearest to each number. */
  byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.clamp(values[i], 0f, 1f) * WHITE);
    }
    return bytes;
  }

  /** An image of the same size with other numbers. */
  Raster with(float[] others) {
    return new Raster(height, width, channels, others);
  }

  /**
   * The pixels of a length that is 1 where the shorter side has 28 pixels. Lengths grow with the root of the side: so
   * do those of CIFAR-10-C (32 pixels) and ImageNet-C (224 pixels), as what is to be recognized gets finer, too.
   */
  double unit() {
    return Math.sqrt(Math.min(height, width) / USUAL_SIDE);
  }

  /** Where a pixel begins. */
  int at(int y, int x) {
    return (y * width + x) * channels;
  }

  /** The median of each channel over the image's border: paper around a digit, the wall behind a face. */
  float[] ground() {
    float[] ground = new float[channels];
    for (int c = 0; c < channels; c++) {
      float[] border = border(c);
      Arrays.sort(border);
      ground[c] = border[border.length / 2];
    }
    return ground;
  }

  private float[] border(int channel) {
    float[] border = new float[2 * (height + width)];
    int count = 0;
    for (int x = 0; x < width; x++) {
      border[count++] = values[at(0, x) + channel];
      border[count++] = values[at(height - 1, x) + channel];
    }
    for (int y = 0; y < height; y++) {
      border[count++] = values[at(y, 0) + channel];
      border[count++] = values[at(y, width - 1) + channel];
    }
    return border;
  }

  /** 1 on a dark ground, 0 on a light one: what a pen would draw with. */
  float ink() {
    float sum = 0;
    for (float part : ground()) {
      sum += part;
    }
    return sum / channels < 0.5f ? 1 : 0;
  }

  /** Puts a colour over a pixel of all channels alike. */
  void cover(int at, float colour, double share) {
    for (int c = 0; c < channels; c++) {
      values[at + c] += (float) (share * (colour - values[at + c]));
    }
  }
}
