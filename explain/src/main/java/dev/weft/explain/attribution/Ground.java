package dev.weft.explain.attribution;

import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.Locale;

/** What stands for nothing: what a covered part of an image is filled with, and what a path to the image begins at. */
public enum Ground {
  /** The mean colour of the image's border: paper around a digit, the wall behind a face. */
  BORDER,

  BLACK,

  /** The value between black and white. */
  GREY,

  WHITE,

  /** The mean colour of the image. */
  MEAN;

  /** As options and pages call it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * An image of this colour alone.
   *
   * @param pixels (height, width, channels), unsigned bytes
   * @return the same size
   */
  byte[] of(byte[] pixels, Shape image) {
    byte[] ground = new byte[pixels.length];
    switch (this) {
      case BLACK -> {}
      case GREY -> Arrays.fill(ground, (byte) 128);
      case WHITE -> Arrays.fill(ground, (byte) 255);
      case MEAN -> fill(ground, pixels, image, false);
      case BORDER -> fill(ground, pixels, image, true);
    }
    return ground;
  }

  private static void fill(byte[] ground, byte[] pixels, Shape image, boolean borderAlone) {
    int channels = image.last();
    long[] sums = new long[channels];
    int count = 0;
    for (int y = 0; y < image.size(0); y++) {
      for (int x = 0; x < image.size(1); x++) {
        boolean isBorder = y == 0 || x == 0 || y == image.size(0) - 1 || x == image.size(1) - 1;
        if (isBorder || !borderAlone) {
          count++;
          for (int c = 0; c < channels; c++) {
            sums[c] += pixels[(y * image.size(1) + x) * channels + c] & 0xff;
          }
        }
      }
    }
    for (int i = 0; i < ground.length; i++) {
      ground[i] = (byte) Math.round((double) sums[i % channels] / count);
    }
  }
}
