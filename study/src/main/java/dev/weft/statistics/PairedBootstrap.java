package dev.weft.statistics;

import java.util.Locale;

/**
 * How much higher one network's score is than another's on the same test pictures, whatever the score, and the 95 %
 * interval of that by the {@link Bootstrap}: each sample holds the same pictures for both, so what makes pictures easy
 * or hard for both cancels out.
 *
 * <p>Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
 *
 * @param difference first score minus second, in the score's units
 * @param interval of the difference
 */
public record PairedBootstrap(double difference, Interval interval) {
  /**
   * @throws IllegalArgumentException if the difference is not finite, on the test set or on more than half of the
   *     samples
   */
  public static PairedBootstrap of(Bootstrap bootstrap, Score first, Score second) {
    Score difference = first.minus(second);
    double whole = bootstrap.whole(difference);
    if (!Double.isFinite(whole)) {
      throw new IllegalArgumentException("two scores must have a finite difference; received " + whole + ".");
    }
    return new PairedBootstrap(whole, bootstrap.interval(difference));
  }

  /** Significant if the interval does not contain 0. */
  public Verdict verdict() {
    return new Verdict(
        !interval.contains(0),
        String.format(Locale.ROOT, "the scores differ by %+.4f", difference),
        "paired bootstrap, 95 % interval " + interval.words());
  }
}
