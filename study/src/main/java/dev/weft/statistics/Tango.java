package dev.weft.statistics;

import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of two accuracies on the same n images, (b - c) / n, and Tango's score interval of it: each d that the
 * score test does not reject.
 *
 * <pre>
 * |b - c - n d| ≤ z √(n (2q + d (1 - d))),  z = 1.96
 * </pre>
 *
 * q is the most likely share of images that the second network alone has right, if the difference is d:
 *
 * <pre>
 * q = (√(B² + 8 n c d (1 - d)) - B) / 4n,  B = (2n - b + c) d - b - c
 * </pre>
 *
 * It stays within -1 and 1, and has a width where both networks are right on the same images. It holds 0 exactly where
 * McNemar's test without correction, (b - c)² / (b + c), is not significant. {@link McNemar#p}, the exact one, is more
 * cautious: where it is significant, the interval does not hold 0.
 *
 * <p>Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample design"
 * (1998); recommended by Fagerland, Lydersen and Laake, "Recommended tests and confidence intervals for paired binomial
 * proportions" (2014).
 *
 * @param onlyFirst b: the images that the first network has right and the second wrong
 * @param onlySecond c: the images that the second network has right and the first wrong
 * @param images n: all of them, 1 or more
 */
public record Tango(int onlyFirst, int onlySecond, int images) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(Interval.TAIL);
  private static final int HALVINGS = 60;

  /**
   * @throws IllegalArgumentException if there is no image, if a count is negative, or if both together exceed the
   *     images
   */
  public Tango {
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

  /** The first accuracy minus the second, -1 to 1. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / images;
  }

  /** The 95 % interval of the difference. */
  public Interval interval() {
    return new Interval(edge(-1), edge(1));
  }

  /** The last that is not rejected on the way from the difference to -1 or 1. */
  private double edge(double end) {
    if (isHeld(end)) {
      return end;
    }
    double held = difference();
    double rejected = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (held + rejected) / 2;
      if (isHeld(middle)) {
        held = middle;
      } else {
        rejected = middle;
      }
    }
    return held;
  }

  private boolean isHeld(double d) {
    return Math.abs(onlyFirst - onlySecond - images * d) <= Z * deviation(d);
  }

  /** Of b - c, if the difference is d. */
  private double deviation(double d) {
    double b = (2.0 * images - onlyFirst + onlySecond) * d - onlyFirst - onlySecond;
    double q = (Math.sqrt(Math.max(0, b * b + 8.0 * images * onlySecond * d * (1 - d))) - b) / (4.0 * images);
    return Math.sqrt(Math.max(0, images * (2 * q + d * (1 - d))));
  }
}
