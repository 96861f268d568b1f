package dev.weft.dataset;

import dev.weft.source.SourceOptions;

/**
 * How one's own images are opened.
 *
 * @param test the share of the samples that is held out as the test part where the source names none, above 0 and below
 *     1; 0.2 by default
 * @param strict whether an image that cannot be read is an error; otherwise up to one in a hundred are left out
 */
public record OpenOptions(ImageOptions image, SourceOptions source, double test, boolean strict) {
  public static final OpenOptions DEFAULT = new OpenOptions(ImageOptions.DEFAULT, SourceOptions.NONE, 0.2, false);

  public OpenOptions {
    if (!(test > 0 && test < 1)) {
      throw new IllegalArgumentException("'test' is above 0 and below 1; received " + test + ".");
    }
  }

  /** With these images. */
  public OpenOptions image(ImageOptions image) {
    return new OpenOptions(image, source, test, strict);
  }
}
