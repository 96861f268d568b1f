package dev.weft.statistics;

import dev.weft.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The bootstrap of a score by the percentile method. Samples as large as the test set are drawn from it with
 * replacement. The interval holds the middle 95 % of their scores. The same images and seed draw the same samples.
 *
 * <p>It says how far the score on other images of the same kind may lie, not how far that of another training. On few
 * images it is too narrow.
 *
 * <p>Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
 *
 * @param images of the test set, 1 or more
 * @param seed any number
 * @param resamples how many samples are drawn, 40 or more, so that one lies beyond each end
 */
public record Bootstrap(int images, long seed, int resamples) {
  /** The default number of samples. */
  public static final int RESAMPLES = 2_000;

  private static final int FEWEST = 40;

  /**
   * @throws IllegalArgumentException if there is no image, or if there are fewer than 40 resamples
   */
  public Bootstrap {
    if (images < 1 || resamples < FEWEST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a bootstrap needs 1 image and %d resamples at least; received %d and %d.",
              FEWEST,
              images,
              resamples));
    }
  }

  /** With {@link #RESAMPLES}. */
  public static Bootstrap of(int images, long seed) {
    return new Bootstrap(images, seed, RESAMPLES);
  }

  /**
   * The 95 % interval of a score. Samples on which it is not finite do not count.
   *
   * @throws IllegalArgumentException if the score is finite on fewer than half of the samples
   */
  public Interval interval(Score score) {
    return interval(rising(score));
  }

  /** The middle 95 % of these scores. */
  static Interval interval(double[] rising) {
    return new Interval(quantile(rising, Interval.TAIL), quantile(rising, 1 - Interval.TAIL));
  }

  /** The finite scores of all samples, rising. */
  double[] rising(Score score) {
    return rising(resampled(List.of(score))[0]);
  }

  /** Of the scores of all samples, the finite ones, rising. */
  double[] rising(double[] resampled) {
    double[] scores = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
    if (scores.length < (resamples + 1) / 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a score must be finite on half of %d samples at least; received %d finite ones.",
              resamples,
              scores.length));
    }
    return scores;
  }

  /** The score of the test set itself. */
  double whole(Score score) {
    int[] counts = new int[images];
    Arrays.fill(counts, 1);
    return score.of(counts);
  }

  /** Of each score its value on each sample. */
  double[][] resampled(List<Score> scores) {
    SplitMix64 random = SplitMix64.of(seed);
    int[] counts = new int[images];
    double[][] values = new double[scores.size()][resamples];
    for (int sample = 0; sample < resamples; sample++) {
      draw(counts, random);
      for (int i = 0; i < values.length; i++) {
        values[i][sample] = scores.get(i).of(counts);
      }
    }
    return values;
  }

  private static void draw(int[] counts, SplitMix64 random) {
    Arrays.fill(counts, 0);
    for (int drawn = 0; drawn < counts.length; drawn++) {
      counts[random.nextInt(counts.length)]++;
    }
  }

  /** Between two numbers on a straight line, as NumPy's default. */
  static double quantile(double[] rising, double part) {
    double place = part * (rising.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, rising.length - 1);
    return rising[below] + (place - below) * (rising[above] - rising[below]);
  }
}
