package dev.weft.dataset;

import dev.weft.Counted;
import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.image.Original;
import dev.weft.image.Preparation;
import dev.weft.source.ImageSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What images are made into, chosen by looking at some of them where a person says nothing.
 *
 * @param looked how many images were looked at; 0 if all was given
 * @param takesColours whether grey was chosen, so that an image with colours loses them unnoticed
 */
record ImageChoice(Preparation preparation, int looked, boolean takesColours) {
  /** Where all images have one size up to this, they keep it. */
  private static final int LARGEST_KEPT = 128;

  static final int USUAL_SIZE = 64;
  private static final int LOOKED_AT = 50;

  /** Channels that differ by less are grey: JPEG rounds colours. */
  private static final int GREY_WITHIN = 12;

  /**
   * Looks at images that are spread evenly over the source, if something is to be chosen.
   *
   * @throws WeftException if none of them can be read
   */
  static ImageChoice of(ImageSource source, ImageOptions options) {
    if (options.height() != null && options.width() != null && options.channels() != null) {
      return new ImageChoice(preparation(options.height(), options.width(), options.channels(), options), 0, false);
    }
    List<Image> images = looked(source);
    Original first = images.getFirst().original();
    boolean kept =
        images.stream().map(Image::original).allMatch(first::equals)
            && Math.max(first.height(), first.width()) <= LARGEST_KEPT;
    boolean grey = images.stream().noneMatch(ImageChoice::isColoured);
    return new ImageChoice(
        preparation(
            Objects.requireNonNullElse(options.height(), kept ? first.height() : USUAL_SIZE),
            Objects.requireNonNullElse(options.width(), kept ? first.width() : USUAL_SIZE),
            Objects.requireNonNullElse(options.channels(), grey ? 1 : 3),
            options),
        images.size(),
        options.channels() == null && grey);
  }

  private static Preparation preparation(int height, int width, int channels, ImageOptions options) {
    return new Preparation(height, width, channels, options.resize(), options.interpolation(), options.ground());
  }

  private static List<Image> looked(ImageSource source) {
    int size = source.samples().size();
    int looked = Math.min(LOOKED_AT, size);
    SortedMap<Integer, String> unreadable = new TreeMap<>();
    List<Image> images =
        IntStream.range(0, looked)
            .map(i -> (int) ((long) i * size / looked))
            .mapToObj(i -> ImageDecoding.read(source, i, LARGEST_KEPT, LARGEST_KEPT, unreadable))
            .flatMap(Optional::stream)
            .toList();
    if (images.isEmpty()) {
      int first = unreadable.firstKey();
      throw new WeftException(
          "none of %s can be read, such as %s: %s"
              .formatted(
                  Counted.of(looked, "image that was looked at", "images that were looked at"),
                  source.samples().get(first).name(),
                  unreadable.get(first)));
    }
    return images;
  }

  /** Whether an image has a pixel that is not grey. */
  static boolean isColoured(Image image) {
    byte[] pixels = image.pixels();
    int channels = image.channels();
    for (int at = 0; channels >= 3 && at < pixels.length; at += channels) {
      int red = pixels[at] & 0xff;
      int green = pixels[at + 1] & 0xff;
      int blue = pixels[at + 2] & 0xff;
      if (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > GREY_WITHIN) {
        return true;
      }
    }
    return false;
  }
}
