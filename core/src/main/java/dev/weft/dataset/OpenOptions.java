package dev.weft.dataset;

import dev.weft.source.SourceOptions;

/**
 * How one's own images are opened.
 *
 * @param test the share of the training part that is held out as the test part where the source names none, from 0 and
 *     below 1; 0.2 by default. With 0 the source's validation part becomes the test part
 * @param strict whether an image that cannot be read is an error; otherwise up to one in a hundred are left out, of
 *     small sets up to five or one in ten
 */
public record OpenOptions(ImageOptions image, SourceOptions source, double test, boolean strict) {
  public static final OpenOptions DEFAULT = new OpenOptions(ImageOptions.DEFAULT, SourceOptions.NONE, 0.2, false);

  public OpenOptions {
    if (!(test >= 0 && test < 1)) {
      throw new IllegalArgumentException("'test' is at least 0 and below 1; received " + test + ".");
    }
  }

  /** With these images. */
  public OpenOptions image(ImageOptions image) {
    return new OpenOptions(image, source, test, strict);
  }

  /** With this of the source. */
  public OpenOptions source(SourceOptions source) {
    return new OpenOptions(image, source, test, strict);
  }

  /** With this share held out to test on. */
  public OpenOptions test(double test) {
    return new OpenOptions(image, source, test, strict);
  }

  /** With or without leaving out what cannot be read. */
  public OpenOptions strict(boolean strict) {
    return new OpenOptions(image, source, test, strict);
  }
}
