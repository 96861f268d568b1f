package dev.weft.explain.robustness;

import dev.weft.SplitMix64;

/**
 * An image rotated, scaled, sheared or shifted. Each pixel of the result is read at its place in the image by bilinear
 * interpolation; beyond the image is the colour of its {@linkplain Raster#ground ground}.
 */
final class Movement {
  /** Of the side, in the direction across it. */
  private static final double[] SHEAR = {0.15, 0.30, 0.45, 0.60, 0.75};

  private static final double[] SCALE = {0.9, 0.8, 0.7, 0.6, 0.5};
  private static final double[] DEGREES = {10, 20, 30, 40, 50};

  /** Shares of the side. */
  private static final double[] SHIFT = {0.04, 0.08, 0.12, 0.16, 0.20};

  private Movement() {}

  static Raster shear(Raster image, int severity, SplitMix64 random) {
    double amount = signed(SHEAR[severity - 1], random);
    return moved(image, 1, 0, amount, 1, 0, 0);
  }

  static Raster scale(Raster image, int severity) {
    return scaled(image, SCALE[severity - 1]);
  }

  static Raster rotate(Raster image, int severity, SplitMix64 random) {
    return rotated(image, signed(DEGREES[severity - 1], random));
  }

  static Raster translate(Raster image, int severity, SplitMix64 random) {
    double down = signed(SHIFT[severity - 1], random) * image.height();
    double across = signed(SHIFT[severity - 1], random) * image.width();
    return shifted(image, Math.rint(down), Math.rint(across));
  }

  private static double signed(double amount, SplitMix64 random) {
    return random.nextDouble() < 0.5 ? -amount : amount;
  }

  /** Rotated about its middle, counterclockwise. */
  static Raster rotated(Raster image, double degrees) {
    double angle = StrictMath.toRadians(degrees);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return moved(image, cos, sin, -sin, cos, 0, 0);
  }

  /** So many times as large about its middle. */
  static Raster scaled(Raster image, double factor) {
    return moved(image, 1 / factor, 0, 0, 1 / factor, 0, 0);
  }

  /** Moved by so many pixels down and to the right. */
  static Raster shifted(Raster image, double down, double right) {
    return moved(image, 1, 0, 0, 1, down, right);
  }

  /**
   * Reads pixel (y, x), seen from the middle, at {@code (yy y + yx x - down, xy y + xx x - right)}.
   *
   * @param yy how the place's row depends on the row
   */
  private static Raster moved(Raster image, double yy, double yx, double xy, double xx, double down, double right) {
    double middleY = (image.height() - 1) / 2.0;
    double middleX = (image.width() - 1) / 2.0;
    float[] ground = image.ground();
    Raster result = image.with(new float[image.values().length]);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double fromY = y - middleY;
        double fromX = x - middleX;
        read(
            image,
            yy * fromY + yx * fromX - down + middleY,
            xy * fromY + xx * fromX - right + middleX,
            ground,
            result.values(),
            image.at(y, x));
      }
    }
    return result;
  }

  private static void read(Raster image, double y, double x, float[] ground, float[] into, int at) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float low = (float) (y - top);
    float right = (float) (x - left);
    for (int c = 0; c < image.channels(); c++) {
      float upper = value(image, top, left, c, ground) * (1 - right) + value(image, top, left + 1, c, ground) * right;
      float lower =
          value(image, top + 1, left, c, ground) * (1 - right) + value(image, top + 1, left + 1, c, ground) * right;
      into[at + c] = upper * (1 - low) + lower * low;
    }
  }

  private static float value(Raster image, int y, int x, int channel, float[] ground) {
    boolean isWithin = y >= 0 && y < image.height() && x >= 0 && x < image.width();
    return isWithin ? image.values()[image.at(y, x) + channel] : ground[channel];
  }
}
