package dev.weft.image;

import java.util.List;
import java.util.Locale;

/**
 * A decoded image, upright: unsigned bytes (height, width, channels), row-major and channels last.
 *
 * @param channels 1: grey, 2: grey and alpha, 3: red, green and blue, 4: these and alpha
 * @param original what it was before it was reduced
 * @param notes what a person should know of how it was read, a sentence each without the file's name
 */
public record Image(int height, int width, int channels, byte[] pixels, Original original, List<String> notes) {
  /**
   * @throws IllegalArgumentException if the pixels are not as many as the sizes say
   */
  public Image {
    if (height < 1 || width < 1 || channels < 1 || channels > 4) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image has a height and a width of at least 1 and 1 to 4 channels; received (%d, %d, %d).",
              height,
              width,
              channels));
    }
    if (pixels.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image of (%d, %d, %d) has %d bytes; received %d.",
              height,
              width,
              channels,
              (long) height * width * channels,
              pixels.length));
    }
    notes = List.copyOf(notes);
  }

  /** An image as it stands in a file. */
  public Image(int height, int width, int channels, byte[] pixels, List<String> notes) {
    this(height, width, channels, pixels, new Original(height, width, 1, 0, 0), notes);
  }

  /** How many samples of a pixel are its colour: 1 or 3. */
  public int colours() {
    return channels <= 2 ? 1 : 3;
  }

  /** Whether each pixel says how opaque it is. */
  public boolean hasAlpha() {
    return channels % 2 == 0;
  }
}
