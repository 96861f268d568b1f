package dev.weft.chart;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Some images of a set that follow each other.
 *
 * @param from the first, from 0
 * @param count how many, or as many as there are
 * @param size of the set
 */
record Excerpt(int from, int count, int size) {
  /**
   * @throws IllegalArgumentException if the set has images, but none at {@code from}
   */
  Excerpt {
    if (from < 0 || from >= Math.max(1, size)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the first image must be from 0 to %d; received %d.", Math.max(1, size) - 1, from));
    }
    count = Math.min(count, size - from);
  }

  IntStream indices() {
    return IntStream.range(from, from + count);
  }

  /** {@code "the first 25 of 10,000"}, or {@code "2,020 to 2,044 of 10,000, counted from 0"}. */
  String words() {
    return from == 0
        ? String.format(Locale.ROOT, "the first %,d of %,d", count, size)
        : String.format(Locale.ROOT, "%,d to %,d of %,d, counted from 0", from, from + count - 1, size);
  }
}
