package dev.weft.image;

import java.util.Arrays;
import java.util.Locale;

/**
 * How any image becomes one that a network takes: unsigned bytes (height, width, channels). Grey is the luminance,
 * {@code 0.299 red + 0.587 green + 0.114 blue}; a grey image has its value in every channel. Transparent pixels are
 * laid on the ground before anything is averaged.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record Preparation(int height, int width, int channels, Resize resize, Resampling interpolation, Ground ground) {
  /** As many as an image keeps that is read. */
  public static final long MOST_PIXELS = Decoder.MOST_KEPT;

  private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};

  /**
   * @throws IllegalArgumentException if a size is below 1, if there are more than 8 million pixels, or if the channels
   *     are neither 1 nor 3
   */
  public Preparation {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image has a height and a width of at least 1, and 1 or 3 channels; received (%d, %d, %d).",
              height,
              width,
              channels));
    }
    if ((long) height * width > MOST_PIXELS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "an image has at most %,d pixels; received %d x %d.", MOST_PIXELS, height, width));
    }
  }

  /** The whole image, padded, scaled by averaging areas, on white: for networks of which nothing else is known. */
  public static Preparation padded(int height, int width, int channels) {
    return new Preparation(height, width, channels, Resize.PAD, Resampling.AREA, Ground.WHITE);
  }

  /** The same on another ground. */
  public Preparation on(Ground other) {
    return new Preparation(height, width, channels, resize, interpolation, other);
  }

  /** How many bytes an image has. */
  public int features() {
    return height * width * channels;
  }

  /** An image as bytes; (height, width, channels). */
  public byte[] apply(Image image) {
    Original original = image.original();
    if (original.height() == height
        && original.width() == width
        && original.factor() == 1
        && image.channels() == channels) {
      return image.pixels().clone();
    }
    double down = (double) original.height() / height;
    double across = (double) original.width() / width;
    return switch (resize) {
      case STRETCH -> bytes(part(image, height, width, down, across), image.colours());
      case CROP -> {
        double factor = Math.min(down, across);
        yield bytes(part(image, height, width, factor, factor), image.colours());
      }
      case PAD -> {
        double factor = Math.max(down, across);
        yield bytes(
            padded(image, side(original.height() / factor, height), side(original.width() / factor, width)),
            image.colours());
      }
    };
  }

  private static int side(double length, int most) {
    return (int) Math.clamp(Math.round(length), 1, most);
  }

  /**
   * The middle of an image, scaled.
   *
   * @param down how many rows become one
   * @param across how many columns become one
   */
  private float[] part(Image image, int rows, int columns, double down, double across) {
    Original original = image.original();
    Taps ofRows = taps(original.height(), down * rows, rows).joined(original.factor(), original.top());
    Taps ofColumns = taps(original.width(), across * columns, columns).joined(original.factor(), original.left());
    return Scaled.of(image, ofRows, ofColumns, ground);
  }

  private Taps taps(int length, double part, int size) {
    double from = (length - part) / 2;
    return Taps.of(length, from, from + part, size, interpolation);
  }

  /** All of an image, in the middle of the new one and of the mean colour of its border. */
  private float[] padded(Image image, int rows, int columns) {
    Original original = image.original();
    float[] values = part(image, rows, columns, (double) original.height() / rows, (double) original.width() / columns);
    if (rows == height && columns == width) {
      return values;
    }
    int colours = image.colours();
    float[] padded = new float[height * width * colours];
    float[] border = Border.mean(image, ground);
    for (int i = 0; i < padded.length; i++) {
      padded[i] = border[i % colours];
    }
    int corner = ((height - rows) / 2 * width + (width - columns) / 2) * colours;
    for (int y = 0; y < rows; y++) {
      System.arraycopy(values, y * columns * colours, padded, corner + y * width * colours, columns * colours);
    }
    return padded;
  }

  private byte[] bytes(float[] values, int colours) {
    byte[] bytes = new byte[features()];
    if (channels == colours) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = round(values[i]);
      }
    } else if (channels == 1) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            round(LUMINANCE[0] * values[3 * i] + LUMINANCE[1] * values[3 * i + 1] + LUMINANCE[2] * values[3 * i + 2]);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        Arrays.fill(bytes, 3 * i, 3 * i + 3, round(values[i]));
      }
    }
    return bytes;
  }

  private static byte round(float value) {
    return (byte) Math.clamp((int) (value + 0.5f), 0, 255);
  }
}
