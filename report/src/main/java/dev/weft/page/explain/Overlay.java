package dev.weft.page.explain;

import dev.weft.model.Shape;
import java.util.Arrays;

/**
 * A map over the image that it is of, which is grey: orange speaks for the class, blue against it. The stronger a pixel
 * of the map, the less of the image shows through; the strongest hundredth of the pixels is as strong as can be.
 */
public final class Overlay {
  static final int[] FOR = {0xE6, 0x6A, 0x00};
  static final int[] AGAINST = {0x1F, 0x86, 0xD9};

  /** How much of the strongest colour hides the image. */
  static final double MOST = 0.9;

  private static final double STRONGEST = 0.99;

  /** So that weak pixels are seen, too. */
  private static final double POWER = 0.7;

  private Overlay() {}

  /**
   * The image with its map.
   *
   * @param seen (height, width, channels), unsigned bytes
   * @param map (height, width)
   * @return (height, width, 3): red, green and blue, unsigned bytes
   */
  public static byte[] of(byte[] seen, Shape image, float[] map) {
    double[] strengths = strengths(map);
    byte[] colours = new byte[3 * map.length];
    for (int pixel = 0; pixel < map.length; pixel++) {
      double part = MOST * strengths[pixel];
      int[] colour = map[pixel] < 0 ? AGAINST : FOR;
      for (int c = 0; c < 3; c++) {
        colours[3 * pixel + c] = (byte) Math.round((1 - part) * grey(seen, pixel, image.last()) + part * colour[c]);
      }
    }
    return colours;
  }

  /** The image in red, green and blue: what has one or two channels is grey. */
  public static byte[] plain(byte[] seen, Shape image) {
    int channels = image.last();
    byte[] colours = new byte[3 * (seen.length / channels)];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = seen[i / 3 * channels + (channels < 3 ? 0 : i % 3)];
    }
    return colours;
  }

  /** How strong the colour of each pixel is, 0 to 1. */
  static double[] strengths(float[] map) {
    double strongest = strongest(map);
    double[] strengths = new double[map.length];
    for (int pixel = 0; pixel < map.length && strongest > 0; pixel++) {
      strengths[pixel] = Math.pow(Math.min(1, Math.abs(map[pixel]) / strongest), POWER);
    }
    return strengths;
  }

  private static double strongest(float[] map) {
    float[] sizes = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      sizes[i] = Math.abs(map[i]);
    }
    Arrays.sort(sizes);
    float high = sizes[(int) (STRONGEST * (sizes.length - 1))];
    return high > 0 ? high : sizes[sizes.length - 1];
  }

  /** The brightness of a pixel, 0 to 255. */
  private static double grey(byte[] seen, int pixel, int channels) {
    int at = pixel * channels;
    if (channels < 3) {
      return seen[at] & 0xff;
    }
    return 0.299 * (seen[at] & 0xff) + 0.587 * (seen[at + 1] & 0xff) + 0.114 * (seen[at + 2] & 0xff);
  }
}
