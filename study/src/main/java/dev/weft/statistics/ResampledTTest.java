package dev.weft.statistics;

import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The corrected resampled t-test of two ways to train, from their scores on the same J folds (folds times repeats). The
 * folds' training sets overlap, so their scores vary less than those of independent samples; the correction adds what
 * is missing. With m and s² the mean and the sample variance of the differences:
 *
 * <pre>
 * t = m / √((1 / J + test / train) s²),  J - 1 degrees of freedom
 * </pre>
 *
 * <p>Nadeau and Bengio, "Inference for the generalization error" (2003); over repeated folds as Bouckaert and Frank,
 * "Evaluating the replicability of significance tests for comparing learning algorithms" (2004).
 *
 * @param differences first score minus second, one for each fold, in the score's units; 2 or more
 * @param train the number of images that a fold trains on, 1 or more
 * @param test the number of images that a fold is scored on, 1 or more
 */
public record ResampledTTest(Repeats differences, int train, int test) implements PairedTest {
  /**
   * @throws IllegalArgumentException if there are fewer than two differences, or no image to train on or to test on
   */
  public ResampledTTest {
    if (differences.size() < 2) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a t-test needs 2 folds at least; received %d.", differences.size()));
    }
    if (train < 1 || test < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a fold has 1 image at least to train on and 1 to test on; received %d and %d.",
              train,
              test));
    }
  }

  /**
   * @param first the scores of the first way to train, one for each fold, all finite
   * @param second the scores of the second on the same folds
   * @param train the number of images that a fold trains on, 1 or more
   * @param test the number of images that a fold is scored on, 1 or more
   * @throws IllegalArgumentException if the lengths differ, if there are fewer than two folds, if a difference is not
   *     finite, or if there is no image to train on or to test on
   */
  public static ResampledTTest of(double[] first, double[] second, int train, int test) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "both ways to train are scored on the same folds; received %d and %d scores.",
              first.length,
              second.length));
    }
    double[] differences = IntStream.range(0, first.length).mapToDouble(i -> first[i] - second[i]).toArray();
    return new ResampledTTest(Repeats.of(differences), train, test);
  }

  /** 0 if the scores are the same on every fold, infinite if they differ by the same amount on every fold. */
  public double t() {
    double mean = differences.mean();
    return mean == 0 ? 0 : mean / standardError();
  }

  public int degreesOfFreedom() {
    return differences.size() - 1;
  }

  @Override
  public double p() {
    double t = Math.abs(t());
    return Double.isInfinite(t) ? 0 : 2 * TDistribution.of(degreesOfFreedom()).survivalProbability(t);
  }

  /** The mean over the folds. */
  @Override
  public double difference() {
    return differences.mean();
  }

  /** The 95 % interval of the mean difference, with the same correction. */
  @Override
  public Interval interval() {
    return differences.interval(standardError());
  }

  private double standardError() {
    return Math.sqrt((1.0 / differences.size() + (double) test / train) * differences.variance());
  }

  @Override
  public String name() {
    return "corrected resampled t-test";
  }

  /** {@code "the scores differ by +0.0156 on average over 10 folds, 95 % interval 0.0059 to 0.0253"}. */
  @Override
  public String finding() {
    return String.format(
        Locale.ROOT,
        "the scores differ by %+.4f on average over %,d folds, 95 %% interval %s",
        differences.mean(),
        differences.size(),
        interval().words());
  }
}
