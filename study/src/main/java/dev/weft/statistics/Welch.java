package dev.weft.statistics;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Welch's t-test of two means, such as the mean brightness of two sets of images, whose variances may differ:
 *
 * <pre>
 * t = (m₁ - m₂) / √(s₁² / n₁ + s₂² / n₂)
 * </pre>
 *
 * <p>Welch, "The generalization of 'Student's' problem when several different population variances are involved"
 * (1947).
 */
public record Welch(Mean first, Mean second) implements SignificanceTest {
  /** m₁ - m₂, in the units of the means. */
  public double difference() {
    return first.value() - second.value();
  }

  /** Cohen's d: the difference in standard deviations, 0 where nothing varies. */
  public double effect() {
    double squares = (first.count() - 1) * first.variance() + (second.count() - 1) * second.variance();
    double deviation = Math.sqrt(squares / Math.max(1, first.count() + second.count() - 2));
    return deviation == 0 ? 0 : difference() / deviation;
  }

  /** The 95 % interval of the difference; empty where nothing varies. */
  public Optional<Interval> interval() {
    return standardError() == 0
        ? Optional.empty()
        : Optional.of(Mean.around(difference(), standardError(), degreesOfFreedom()));
  }

  @Override
  public double p() {
    if (standardError() == 0) {
      return difference() == 0 ? 1 : 0;
    }
    double t = Math.abs(difference()) / standardError();
    return 2 * TDistribution.of(degreesOfFreedom()).survivalProbability(t);
  }

  private double standardError() {
    return Math.sqrt(first.squaredError() + second.squaredError());
  }

  private double degreesOfFreedom() {
    double a = first.squaredError();
    double b = second.squaredError();
    return (a + b) * (a + b) / (a * a / Math.max(1, first.count() - 1) + b * b / Math.max(1, second.count() - 1));
  }

  @Override
  public String name() {
    return "Welch's t-test";
  }

  /** {@code "the means differ by +0.0031, 0.04 standard deviations"}. */
  @Override
  public String finding() {
    return String.format(
        Locale.ROOT, "the means differ by %+.4f, %.2f standard deviations", difference(), Math.abs(effect()));
  }
}
