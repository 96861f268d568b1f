package dev.weft.image;

import java.util.Locale;

/**
 * How any image becomes one that a network takes: unsigned bytes (height, width, channels). Grey is the luminance,
 * {@code 0.299 red + 0.587 green + 0.114 blue}. Scaling averages areas.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record Preparation(int height, int width, int channels, Resize resize, Ground ground) {
  /**
   * @throws IllegalArgumentException if a size is below 1 or the channels are neither 1 nor 3
   */
  public Preparation {
    if (height < 1 || width < 1 || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image has a height and a width of at least 1, and 1 or 3 channels; received (%d, %d, %d).",
              height,
              width,
              channels));
    }
  }

  /** How many bytes an image has. */
  public int features() {
    return height * width * channels;
  }

  /** An image as bytes; (height, width, channels). */
  public byte[] apply(Image image) {
    return PreparedImage.fitted(image, height, width, channels, ground.value());
  }
}
