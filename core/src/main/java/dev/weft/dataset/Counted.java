package dev.weft.dataset;

import java.util.Locale;

/** Numbers of things in sentences. */
final class Counted {
  private Counted() {}

  /** {@code 1 class}, {@code 5,120 images}. */
  static String of(long count, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
  }
}
