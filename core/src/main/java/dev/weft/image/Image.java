package dev.weft.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
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

  /**
   * An image in memory; its colour profile is passed over. One of more than 8 million pixels is reduced, as those in
   * files are.
   *
   * @throws dev.weft.WeftException if its pixels are of an unusual kind, or more than 300 million
   */
  public static Image of(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    Decoder.requireFew(height, width);
    ColorModel model = image.getColorModel();
    Samples samples = Samples.of(model);
    int channels = samples.channels(model);
    int factor = Decoder.factor(new ImageHeader(height, width, channels), height, width);
    Reduction reduction = new Reduction(height, width, channels, factor, Orientation.UPRIGHT);
    samples.rows(image.getRaster(), model, reduction::add);
    return reduction.image(List.of());
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
