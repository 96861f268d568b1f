package dev.weft.source;

import dev.weft.WeftException;
import dev.weft.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the pixels of an array of images lie; distances are counted in values.
 *
 * @param image from an image to the next
 * @param row from a row to the next
 * @param column from a pixel to the next in its row
 * @param channel from a colour to the next of a pixel
 * @param note what was assumed
 */
record ArrayLayout(
    int height, int width, int channels, long image, long row, long column, long channel, Optional<String> note) {
  /** How many images show whether their colours lie in planes. */
  static final int IMAGES_LOOKED_AT = 20;

  private static final int LONGEST = Integer.MAX_VALUE - 8;

  /**
   * The layout of images of a shape: (n, height, width), (n, height, width, channels), (n, channels, height, width), or
   * (n, pixels) of squares.
   *
   * @throws WeftException if the shape is none of these
   */
  static ArrayLayout of(NpyArray images) {
    int[] shape = images.shape();
    long[] strides = images.strides();
    ArrayLayout layout =
        switch (shape.length) {
          case 2 -> square(images, shape[1]);
          case 3 ->
              isLine(shape[1], shape[2])
                  ? square(images, shape[1] * shape[2])
                  : new ArrayLayout(shape[1], shape[2], 1, strides[0], strides[1], strides[2], 0, Optional.empty());
          case 4 -> colour(images);
          default -> throw refused(shape);
        };
    if ((long) layout.height * layout.width * layout.channels > LONGEST) {
      throw refused(shape);
    }
    return layout;
  }

  private static boolean isLine(int height, int width) {
    return Math.min(height, width) == 1 && side((long) height * width) > 1;
  }

  /** In which order colours lie, as a note says it. */
  static String order(boolean planes) {
    return planes ? "first all of red, as in CIFAR" : "red, green and blue in turn";
  }

  /** The side of a square of so many pixels, or 0. */
  static int side(long pixels) {
    int side = (int) Math.round(Math.sqrt(pixels));
    return (long) side * side == pixels ? side : 0;
  }

  private static ArrayLayout square(NpyArray images, int values) {
    int grey = side(values);
    int colour = values % 3 == 0 ? side(values / 3) : 0;
    long image = images.strides()[0];
    long step = images.shape()[1] == 1 ? images.strides()[2] : images.strides()[1];
    if (grey > 1) {
      return new ArrayLayout(
          grey,
          grey,
          1,
          image,
          grey * step,
          step,
          0,
          Optional.of("Rows of %s values are squares of %s x %s.".formatted(values, grey, grey)));
    }
    if (colour <= 1) {
      throw refused(images.shape());
    }
    boolean planes = looksLikePlanes(images, step, values);
    int plane = colour * colour;
    return new ArrayLayout(
        colour,
        colour,
        3,
        image,
        (planes ? colour : 3 * colour) * step,
        (planes ? 1 : 3) * step,
        (planes ? plane : 1) * step,
        Optional.of(
            "Rows of %s values are squares of %s x %s in colour, %s."
                .formatted(values, colour, colour, order(planes))));
  }

  private static boolean looksLikePlanes(NpyArray images, long step, int values) {
    double[][] first = new double[Math.min(images.count(), IMAGES_LOOKED_AT)][values];
    for (int i = 0; i < first.length; i++) {
      for (int v = 0; v < values; v++) {
        first[i][v] = images.number(i * images.strides()[0] + v * step);
      }
    }
    return looksLikePlanes(first);
  }

  /** Whether neighbours in a row of numbers resemble each other more than those three apart do: (images, numbers). */
  static boolean looksLikePlanes(double[][] images) {
    double beside = 0;
    double apart = 0;
    for (double[] image : images) {
      for (int i = 0; i + 3 < image.length; i++) {
        beside += Math.abs(image[i] - image[i + 1]);
        apart += Math.abs(image[i] - image[i + 3]);
      }
    }
    return beside < apart;
  }

  private static ArrayLayout colour(NpyArray images) {
    int[] shape = images.shape();
    long[] strides = images.strides();
    boolean last = isChannels(shape[3]);
    boolean first = isChannels(shape[1]);
    if (!first && !last) {
      throw refused(shape);
    }
    boolean channelsFirst = first && (!last || shape[3] == 4 && shape[1] != 4);
    if (channelsFirst) {
      return new ArrayLayout(
          shape[2],
          shape[3],
          shape[1],
          strides[0],
          strides[2],
          strides[3],
          strides[1],
          Optional.of("The second of the axes %s is taken as channels.".formatted(Arrays.toString(shape))));
    }
    return new ArrayLayout(
        shape[1],
        shape[2],
        shape[3],
        strides[0],
        strides[1],
        strides[2],
        strides[3],
        first && shape[1] > 1
            ? Optional.of("The last of the axes %s is taken as channels.".formatted(Arrays.toString(shape)))
            : Optional.empty());
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3 || size == 4;
  }

  static WeftException refused(int[] shape) {
    return new WeftException(
        "an array of images is (n, height, width), (n, height, width, channels), (n, channels, height, width) with 1, 3"
            + " or 4 channels, or (n, pixels) of squares; received "
            + Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"))
            + "; reshape it and save it anew.");
  }

  /** The image at an index, as bytes (height, width, channels). */
  Image read(NpyArray images, int index, PixelRange range) {
    byte[] pixels = new byte[height * width * channels];
    long from = index * image;
    if (images.header().type() == NpyType.UINT8 && range.isIdentity() && isDense()) {
      MemorySegment.copy(images.values(), ValueLayout.JAVA_BYTE, from, pixels, 0, pixels.length);
      return new Image(height, width, channels, pixels, List.of());
    }
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        long pixel = from + y * row + x * column;
        for (int c = 0; c < channels; c++) {
          pixels[at++] = range.apply(images.number(pixel + c * channel));
        }
      }
    }
    return new Image(height, width, channels, pixels, List.of());
  }

  /** Whether an image's bytes lie as Weft's do. */
  private boolean isDense() {
    return (channels == 1 || channel == 1) && column == channels && row == (long) width * channels;
  }
}
