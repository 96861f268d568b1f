package dev.weft.explain.robustness;

import dev.weft.statistics.Interval;
import dev.weft.statistics.Mean;
import dev.weft.statistics.Wilson;
import java.util.List;
import java.util.Optional;

/**
 * A mean accuracy over conditions with its 95 % interval, Student's over the test images: what one image gives under
 * all conditions counts once.
 */
public record Estimate(double value, Interval interval) {
  /**
   * The mean over conditions that were measured on the same images.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Estimate of(List<Measured> measured) {
    double[] shares = new double[measured.isEmpty() ? 0 : measured.getFirst().images()];
    for (Measured one : measured) {
      one.right().stream().forEach(image -> shares[image] += 1.0 / measured.size());
    }
    Mean mean = Mean.of(shares);
    Optional<Interval> student = mean.variance() < 1e-12 ? Optional.empty() : mean.interval();
    Interval interval =
        student.orElseGet(() -> new Wilson((int) Math.round(mean.value() * shares.length), shares.length).interval());
    return new Estimate(
        mean.value(), new Interval(Math.clamp(interval.low(), 0, 1), Math.clamp(interval.high(), 0, 1)));
  }
}
