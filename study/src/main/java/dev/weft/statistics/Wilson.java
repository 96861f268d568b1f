package dev.weft.statistics;

import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The accuracy of one trained network, k of n images being right, and Wilson's interval of it:
 *
 * <pre>
 * (2k + z² ± z √(z² + 4k (n - k) / n)) / (2 (n + z²)),  z = 1.96
 * </pre>
 *
 * It says how far the accuracy on other images of the same kind may lie, not how far that of another training. It stays
 * within 0 and 1, and has a width where all images or none are right.
 *
 * <p>Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 *
 * @param right 0 to {@code images}
 * @param images 1 or more
 */
public record Wilson(int right, int images) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(Interval.TAIL);

  /**
   * @throws IllegalArgumentException if there is no image, or if {@code right} is not 0 to {@code images}
   */
  public Wilson {
    if (images < 1 || right < 0 || right > images) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an accuracy needs 1 image at least, of which 0 to all are right; received %d right of %d.",
              right,
              images));
    }
  }

  /** 0 to 1. */
  public double accuracy() {
    return (double) right / images;
  }

  /** The 95 % interval of the accuracy. */
  public Interval interval() {
    return new Interval(lowEnd(right), 1 - lowEnd(images - right));
  }

  /** Exactly 0 for none; the high end is what the low end of the others leaves. */
  private double lowEnd(int count) {
    double root = Math.sqrt(Z * Z + 4.0 * count * (images - count) / images);
    return (2.0 * count + Z * Z - Z * root) / (2 * (images + Z * Z));
  }

  /** {@code "accuracy 0.9928, 9,928 of 10,000 images, 95 % interval 0.9909 to 0.9943 (Wilson)"}. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "accuracy %.4f, %,d of %,d images, 95 %% interval %s (Wilson)",
        accuracy(),
        right,
        images,
        interval().words());
  }
}
