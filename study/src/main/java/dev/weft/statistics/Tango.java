package dev.weft.statistics;

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
 * @param counts b and c, the images that only the first and only the second network has right, and n
 */
record Tango(McNemar counts) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(Interval.TAIL);
  private static final int HALVINGS = 60;

  /** The 95 % interval of the difference. */
  Interval interval() {
    return new Interval(edge(-1), edge(1));
  }

  /** The last that is not rejected on the way from the difference to -1 or 1. */
  private double edge(double end) {
    if (isHeld(end)) {
      return end;
    }
    double held = counts.difference();
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
    return Math.abs(counts.onlyFirst() - counts.onlySecond() - counts.images() * d) <= Z * deviation(d);
  }

  /** Of b - c, if the difference is d. */
  private double deviation(double d) {
    double b =
        (2.0 * counts.images() - counts.onlyFirst() + counts.onlySecond()) * d
            - counts.onlyFirst()
            - counts.onlySecond();
    double q =
        (Math.sqrt(Math.max(0, b * b + 8.0 * counts.images() * counts.onlySecond() * d * (1 - d))) - b)
            / (4.0 * counts.images());
    return Math.sqrt(Math.max(0, counts.images() * (2 * q + d * (1 - d))));
  }
}
