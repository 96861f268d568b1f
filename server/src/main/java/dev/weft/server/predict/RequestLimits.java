package dev.weft.server.predict;

import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import dev.weft.server.http.Refusal;
import java.util.List;
import java.util.Locale;

/** How many images one request may hold, and how many pixels in all: they are decoded in one turn. */
final class RequestLimits {
  private static final int MOST_FILES = 1_000;
  private static final long MOST_PIXELS = 200_000_000;

  private RequestLimits() {}

  /**
   * @throws Refusal with 413 if there are too many
   */
  static void requireFewFiles(int files) {
    if (files > MOST_FILES) {
      throw new Refusal(413, "a request has at most %s files; send several requests.".formatted(MOST_FILES));
    }
  }

  /**
   * @throws Refusal with 413 if there are too many, by what the files say of their size; nothing is decoded
   */
  static void requireFewPixels(List<byte[]> files) {
    long pixels = files.size() < 2 ? 0 : files.stream().mapToLong(RequestLimits::pixels).sum();
    if (pixels > MOST_PIXELS) {
      throw new Refusal(
          413,
          String.format(
              Locale.ROOT,
              "the images of a request have at most %,d pixels in all; these have %,d; send several requests.",
              MOST_PIXELS,
              pixels));
    }
  }

  private static long pixels(byte[] file) {
    try {
      return ImageFile.header(file).pixels();
    } catch (WeftException e) {
      return 0; // it is not decoded either
    }
  }
}
