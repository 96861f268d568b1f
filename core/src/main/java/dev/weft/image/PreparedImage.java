package dev.weft.image;

import java.util.ArrayList;
import java.util.List;

/**
 * An image as a network takes it. Grey is the luminance, {@code 0.299 red + 0.587 green + 0.114 blue}; transparent
 * pixels lie on white, or on black if white would hide the image. The image is scaled by averaging areas until it just
 * fits into the network's height and width, and stands in the middle; what it leaves free has the mean colour of its
 * border.
 *
 * @param pixels (height, width, channels), unsigned bytes
 * @param border the mean of the outermost pixels before dark became light, 0 to 255
 * @param notes what a person should know of it, a sentence each without the file's name
 */
public record PreparedImage(byte[] pixels, double border, List<String> notes) {
  private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};
  private static final float[][] COLOURS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  /** Values that differ by less are noise. */
  private static final int LEAST_CONTRAST = 8;

  private static final int WHITE = 255;
  private static final int BLACK = 0;

  /**
   * Prepares an image.
   *
   * @param channels 1 for grey, 3 for red, green and blue
   * @param invert whether dark becomes light
   */
  public static PreparedImage of(Image image, int height, int width, int channels, boolean invert) {
    List<String> notes = new ArrayList<>(image.notes());
    byte[] pixels = fitted(image, height, width, channels, WHITE);
    if (image.hasAlpha() && contrast(pixels) < LEAST_CONTRAST) {
      byte[] onBlack = fitted(image, height, width, channels, BLACK);
      if (contrast(onBlack) >= LEAST_CONTRAST) {
        pixels = onBlack;
        notes.add("nothing of it is to be seen on white; it was laid on black.");
      }
    }
    if (contrast(pixels) < LEAST_CONTRAST) {
      notes.add("nothing is to be seen in it: all its pixels are about " + (pixels[0] & 0xff) + " of 255.");
    }
    double border = border(pixels, height, width, channels);
    if (invert) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (WHITE - (pixels[i] & 0xff));
      }
    }
    return new PreparedImage(pixels, border, List.copyOf(notes));
  }

  static byte[] fitted(Image image, int height, int width, int channels, int ground) {
    byte[] pixels = new byte[height * width * channels];
    for (int channel = 0; channel < channels; channel++) {
      float[] values = new Plane(image, channels == 1 ? LUMINANCE : COLOURS[channel], ground).fitted(height, width);
      for (int i = 0; i < values.length; i++) {
        pixels[i * channels + channel] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
      }
    }
    return pixels;
  }

  private static int contrast(byte[] pixels) {
    int least = 255;
    int most = 0;
    for (byte pixel : pixels) {
      least = Math.min(least, pixel & 0xff);
      most = Math.max(most, pixel & 0xff);
    }
    return most - least;
  }

  private static double border(byte[] pixels, int height, int width, int channels) {
    long sum = 0;
    long count = 0;
    for (int y = 0; y < height; y++) {
      boolean edge = y == 0 || y == height - 1;
      for (int x = 0; x < width; x += edge || width == 1 ? 1 : width - 1) {
        for (int channel = 0; channel < channels; channel++) {
          sum += pixels[(y * width + x) * channels + channel] & 0xff;
          count++;
        }
      }
    }
    return (double) sum / count;
  }
}
