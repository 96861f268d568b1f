package dev.weft.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which values the pixels of an image, or of all images of a set, have.
 *
 * @param counts how often each value from 0 to 255 occurs
 */
public record PixelValues(long[] counts) {
  private static final int MOST_LISTED = 4;

  public static PixelValues of(ImageSet set) {
    long[] counts = new long[256];
    for (int i = 0; i < set.size(); i++) {
      for (byte value : set.image(i)) {
        counts[value & 0xff]++;
      }
    }
    return new PixelValues(counts);
  }

  /** Those of each channel of a set's images. */
  public static List<PixelValues> ofChannels(ImageSet set) {
    long[][] counts = new long[set.channels()][256];
    for (int i = 0; i < set.size(); i++) {
      byte[] image = set.image(i);
      for (int at = 0; at < image.length; at++) {
        counts[at % set.channels()][image[at] & 0xff]++;
      }
    }
    return Arrays.stream(counts).map(PixelValues::new).toList();
  }

  /** Those of several channels in one. */
  public static PixelValues together(List<PixelValues> channels) {
    long[] counts = new long[256];
    channels.forEach(channel -> Arrays.setAll(counts, value -> counts[value] + channel.counts[value]));
    return new PixelValues(counts);
  }

  public static PixelValues of(byte[] image) {
    long[] counts = new long[256];
    for (byte value : image) {
      counts[value & 0xff]++;
    }
    return new PixelValues(counts);
  }

  /** How many there are. */
  private double pixels() {
    return LongStream.of(counts).sum();
  }

  /** From 0 to 255. */
  public double mean() {
    double sum = 0;
    for (int value = 0; value < counts.length; value++) {
      sum += (double) value * counts[value];
    }
    return sum / pixels();
  }

  /** The standard deviation. */
  public double deviation() {
    double squares = 0;
    for (int value = 0; value < counts.length; value++) {
      squares += (double) value * value * counts[value];
    }
    return Math.sqrt(Math.max(0, squares / pixels() - mean() * mean()));
  }

  /** How often a value occurs, 0 to 1. */
  public double share(int value) {
    return counts[value] / pixels();
  }

  /** Those that occur, from the least on. */
  public int[] values() {
    return IntStream.range(0, counts.length).filter(value -> counts[value] > 0).toArray();
  }

  /** The set of values, their mean and standard deviation, and the commonest. */
  public String sentence() {
    int[] values = values();
    int commonest = 0;
    for (int value = 0; value < counts.length; value++) {
      commonest = counts[value] > counts[commonest] ? value : commonest;
    }
    String set =
        values.length <= MOST_LISTED
            ? IntStream.of(values).mapToObj(String::valueOf).collect(Collectors.joining(", "))
            : String.format(Locale.ROOT, "%d to %d (%d values)", values[0], values[values.length - 1], values.length);
    return String.format(
        Locale.ROOT,
        "pixels %s, mean %.2f, deviation %.2f, %.1f %% are %d",
        set,
        mean(),
        deviation(),
        100 * counts[commonest] / pixels(),
        commonest);
  }
}
