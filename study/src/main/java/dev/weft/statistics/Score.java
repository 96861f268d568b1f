package dev.weft.statistics;

import java.util.Locale;

/**
 * What a network's predictions are worth on a sample of the test images. The sample is given as a count for each image,
 * so nothing is copied. What depends on an image alone, such as its loss or its rank, is computed once.
 */
@FunctionalInterface
public interface Score {
  /**
   * @param counts how often each image is in the sample; it is written anew for the next one
   * @return NaN where the score is undefined, such as where a class is not in the sample
   */
  double of(int[] counts);

  /**
   * The mean of a number that each image has, such as its loss, or 1 where it is right and 0 where it is wrong.
   *
   * @return a score that throws {@link IllegalArgumentException} if there is not one count for each value
   */
  static Score mean(double... values) {
    return counts -> {
      if (counts.length != values.length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a sample is one count for each of %d images; received %d.",
                values.length,
                counts.length));
      }
      double sum = 0;
      long drawn = 0;
      for (int i = 0; i < counts.length; i++) {
        sum += counts[i] * values[i];
        drawn += counts[i];
      }
      return sum / drawn;
    };
  }

  /** How much higher this score is than the other on the same sample. */
  default Score minus(Score other) {
    return counts -> of(counts) - other.of(counts);
  }
}
