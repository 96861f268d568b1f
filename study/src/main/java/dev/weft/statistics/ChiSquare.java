package dev.weft.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's χ² test of whether two sets of images have the same shares of k classes. A class of which neither set has
 * an image does not count. With O images seen, and E those to be expected from both sets together:
 *
 * <pre>
 * χ² = Σ (O - E)² / E,  k - 1 degrees of freedom
 * </pre>
 *
 * <p>Pearson, "On the criterion that a given system of deviations ... can be reasonably supposed to have arisen from
 * random sampling" (1900).
 *
 * @param first the images of each class in one set
 * @param second the images of each class in the other
 */
public record ChiSquare(int[] first, int[] second) implements SignificanceTest {
  /** With fewer expected images than that in a class the p-value is rough. */
  private static final double FEW = 5;

  /**
   * @throws IllegalArgumentException if the lengths differ, or if a set has no image
   */
  public ChiSquare {
    if (first.length != second.length || size(first) == 0 || size(second) == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "two sets of 1 image or more are counted by the same classes; received %d and %d images of %d and %d.",
              size(first),
              size(second),
              first.length,
              second.length));
    }
  }

  private static long size(int[] counts) {
    return Arrays.stream(counts).asLongStream().sum();
  }

  private IntStream classes() {
    return IntStream.range(0, first.length).filter(label -> first[label] + second[label] > 0);
  }

  /** χ², 0 or more. */
  public double statistic() {
    return classes().mapToDouble(label -> part(label, first) + part(label, second)).sum();
  }

  private double part(int label, int[] seen) {
    double expected = expected(label, seen);
    return (seen[label] - expected) * (seen[label] - expected) / expected;
  }

  private double expected(int label, int[] seen) {
    long both = size(first) + size(second);
    return ((double) first[label] + second[label]) * size(seen) / both;
  }

  /** k - 1. */
  public int degreesOfFreedom() {
    return (int) classes().count() - 1;
  }

  /** Cramér's V, from 0 for the same shares to 1 for sets without a common class. */
  public double effect() {
    return Math.sqrt(statistic() / (size(first) + size(second)));
  }

  /** Whether some class has fewer than 5 expected images in a set, so that the p-value is rough. */
  public boolean isRough() {
    return classes().anyMatch(label -> Math.min(expected(label, first), expected(label, second)) < FEW);
  }

  @Override
  public double p() {
    return degreesOfFreedom() == 0 ? 1 : ChiSquaredDistribution.of(degreesOfFreedom()).survivalProbability(statistic());
  }

  @Override
  public String name() {
    return String.format(
        Locale.ROOT,
        "χ² = %.1f, %d degree%s of freedom",
        statistic(),
        degreesOfFreedom(),
        degreesOfFreedom() == 1 ? "" : "s");
  }

  /** {@code "the shares of the classes differ, Cramér's V 0.012"}. */
  @Override
  public String finding() {
    return String.format(Locale.ROOT, "the shares of the classes differ, Cramér's V %.3f", effect());
  }
}
