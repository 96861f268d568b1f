package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;

/** The images of a set as images to draw. */
final class RasterImage {
  /** Viewers blur small images when they enlarge them; these have sharp pixels everywhere. */
  private static final int LEAST_SIDE = 112;

  private RasterImage() {}

  /** Image {@code i}, each pixel a square of pixels where it is small. */
  static BufferedImage of(ImageSet set, int i) {
    byte[] bytes = set.image(i);
    int[] colors = new int[set.height() * set.width()];
    for (int pixel = 0; pixel < colors.length; pixel++) {
      colors[pixel] = color(bytes, pixel * set.channels(), set.channels());
    }
    return enlarged(colors, set.height(), set.width());
  }

  /** An image of so many colours, row by row. */
  static BufferedImage enlarged(int[] colors, int height, int width) {
    int times = Math.max(1, Math.ceilDiv(LEAST_SIDE, Math.max(height, width)));
    BufferedImage image = new BufferedImage(width * times, height * times, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, colors[y / times * width + x / times]);
      }
    }
    return image;
  }

  /** Red, green and blue, or the first channel as grey. */
  static int color(byte[] bytes, int at, int channels) {
    int red = bytes[at] & 0xFF;
    int green = channels >= 3 ? bytes[at + 1] & 0xFF : red;
    int blue = channels >= 3 ? bytes[at + 2] & 0xFF : red;
    return red << 16 | green << 8 | blue;
  }
}
