package dev.weft.statistics;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's exact test of two trained networks on one test set. Only the images that one network alone has right tell
 * the two apart. If the networks are equally good, each of these images goes to either with probability ½. With b and c
 * of them:
 *
 * <pre>
 * p = min(1, 2 P(X ≤ min(b, c))),  X binomial of b + c trials with probability ½
 * </pre>
 *
 * It is about these two networks, not about the ways in which they were trained.
 *
 * <p>McNemar, "Note on the sampling error of the difference between correlated proportions or percentages" (1947);
 * recommended by Dietterich, "Approximate statistical tests for comparing supervised classification learning
 * algorithms" (1998).
 *
 * @param onlyFirst b: the images that the first network has right and the second wrong
 * @param onlySecond c: the images that the second network has right and the first wrong
 * @param images all of them, 1 or more
 */
public record McNemar(int onlyFirst, int onlySecond, int images) implements PairedTest {
  /**
   * @throws IllegalArgumentException if there is no image, if a count is negative, or if both together exceed the
   *     images
   */
  public McNemar {
    if (images < 1 || onlyFirst < 0 || onlySecond < 0 || onlySecond > images - onlyFirst) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "two networks differ on 0 to all of 1 image or more; received %d and %d of %d.",
              onlyFirst,
              onlySecond,
              images));
    }
  }

  /**
   * @param first whether the first network has each image right
   * @param second whether the second network has each image right
   * @throws IllegalArgumentException if the lengths differ, or if there is no image
   */
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "two networks are compared on the same images; received %d and %d.",
              first.length,
              second.length));
    }
    return new McNemar(onlyOneRight(first, second), onlyOneRight(second, first), first.length);
  }

  /**
   * @param labels the true classes
   * @param first the classes that the first network says
   * @param second the classes that the second network says
   * @throws IllegalArgumentException if the lengths differ, or if there is no image
   */
  public static McNemar of(int[] labels, int[] first, int[] second) {
    if (first.length != labels.length || second.length != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "two networks say one class each for every label; received %d labels, %d and %d predictions.",
              labels.length,
              first.length,
              second.length));
    }
    return of(right(labels, first), right(labels, second));
  }

  private static boolean[] right(int[] labels, int[] predicted) {
    boolean[] right = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      right[i] = predicted[i] == labels[i];
    }
    return right;
  }

  private static int onlyOneRight(boolean[] one, boolean[] other) {
    return (int) IntStream.range(0, one.length).filter(i -> one[i] && !other[i]).count();
  }

  /** The number of images that one network alone has right. */
  public int discordant() {
    return onlyFirst + onlySecond;
  }

  @Override
  public double p() {
    double atMost = BinomialDistribution.of(discordant(), 0.5).cumulativeProbability(Math.min(onlyFirst, onlySecond));
    return Math.min(1, 2 * atMost);
  }

  /**
   * The older statistic with Edwards's correction, {@code (|b - c| - 1)² / (b + c)}, about χ² of one degree of freedom;
   * empty if the networks do not differ. {@link #p} does not need it.
   */
  public OptionalDouble correctedChiSquare() {
    double beyond = Math.abs(onlyFirst - onlySecond) - 1.0;
    return discordant() == 0 ? OptionalDouble.empty() : OptionalDouble.of(beyond * beyond / discordant());
  }

  @Override
  public double difference() {
    return (double) (onlyFirst - onlySecond) / images;
  }

  /** Tango's. */
  @Override
  public Interval interval() {
    return new Tango(this).interval();
  }

  @Override
  public String name() {
    return "McNemar";
  }

  /** {@code "the networks differ on 48 of 10,000 images, 26 against 22"}: first against second. */
  @Override
  public String finding() {
    return String.format(
        Locale.ROOT,
        "the networks differ on %,d of %,d images, %,d against %,d",
        discordant(),
        images,
        onlyFirst,
        onlySecond);
  }
}
