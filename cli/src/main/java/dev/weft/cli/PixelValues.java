package dev.weft.cli;

import dev.weft.data.ImageSet;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which values the pixels of a set have.
 *
 * @param counts how often each value from 0 to 255 occurs
 */
record PixelValues(long[] counts) {
  private static final int MOST_LISTED = 4;

  static PixelValues of(ImageSet set) {
    long[] counts = new long[256];
    for (int i = 0; i < set.size(); i++) {
      for (byte value : set.picture(i)) {
        counts[value & 0xff]++;
      }
    }
    return new PixelValues(counts);
  }

  /** The set of values, their mean and standard deviation, and the commonest. */
  String sentence() {
    int[] values = IntStream.range(0, counts.length).filter(value -> counts[value] > 0).toArray();
    double pixels = 0;
    double sum = 0;
    double squares = 0;
    int commonest = 0;
    for (int value = 0; value < counts.length; value++) {
      pixels += counts[value];
      sum += (double) value * counts[value];
      squares += (double) value * value * counts[value];
      commonest = counts[value] > counts[commonest] ? value : commonest;
    }
    double mean = sum / pixels;
    String set =
        values.length <= MOST_LISTED
            ? IntStream.of(values).mapToObj(String::valueOf).collect(Collectors.joining(", "))
            : String.format(Locale.ROOT, "%d to %d (%d values)", values[0], values[values.length - 1], values.length);
    return String.format(
        Locale.ROOT,
        "pixels %s, mean %.2f, deviation %.2f, %.1f %% are %d",
        set,
        mean,
        Math.sqrt(Math.max(0, squares / pixels - mean * mean)),
        100 * counts[commonest] / pixels,
        commonest);
  }
}
