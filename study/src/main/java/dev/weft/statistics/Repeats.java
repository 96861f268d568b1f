package dev.weft.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * One number of several runs that differ in their seed alone, such as the accuracy; all values are kept, in their
 * order. Over n runs:
 *
 * <pre>
 * m = Σ x / n,  s = √(Σ (x - m)² / (n - 1)),  interval = m ± t s / √n
 * </pre>
 *
 * with t the 97.5 % quantile of Student's distribution of n - 1 degrees of freedom. Of one run there is neither
 * deviation nor interval.
 *
 * <p>Student, "The probable error of a mean" (1908).
 *
 * @param values 1 or more, all finite
 */
public record Repeats(List<Double> values) {
  /**
   * @throws IllegalArgumentException if there is no value, or if one is not finite
   */
  public Repeats {
    values = List.copyOf(values);
    if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "repeated runs are 1 finite value or more; received %s.".formatted(values.isEmpty() ? "none" : values));
    }
  }

  /**
   * @throws IllegalArgumentException if there is no value, or if one is not finite
   */
  public static Repeats of(double... values) {
    return new Repeats(Arrays.stream(values).boxed().toList());
  }

  /** The number of runs. */
  public int size() {
    return values.size();
  }

  /** Summed as distances from the first value, so that equal values have exactly that mean. */
  public double mean() {
    double first = values.getFirst();
    return first + values.stream().mapToDouble(value -> value - first).sum() / size();
  }

  /** Of a sample, with n - 1; empty for one run. */
  public OptionalDouble deviation() {
    return size() == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(variance()));
  }

  /** The 95 % interval of the mean; empty for one run. */
  public Optional<Interval> interval() {
    return size() == 1 ? Optional.empty() : Optional.of(interval(Math.sqrt(variance() / size())));
  }

  /**
   * The 95 % interval of one further run, {@code m ± t s √(1 + 1 / n)}, if the values are normally distributed; empty
   * for one run.
   *
   * <p>Hahn and Meeker, "Statistical Intervals" (1991), section 4.7.
   */
  public Optional<Interval> ofOneMore() {
    return size() == 1 ? Optional.empty() : Optional.of(interval(Math.sqrt(variance() * (1 + 1.0 / size()))));
  }

  /** Of two runs or more. */
  double variance() {
    double mean = mean();
    return values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum() / (size() - 1);
  }

  /** Of two runs or more. */
  Interval interval(double standardError) {
    double half = TDistribution.of(size() - 1).inverseSurvivalProbability(Interval.TAIL) * standardError;
    return new Interval(mean() - half, mean() + half);
  }

  /** {@code "mean 0.9928 of 5 runs, standard deviation 0.0004, 95 % interval 0.9923 to 0.9933 (t)"}. */
  public String sentence() {
    return interval()
        .map(interval ->
            String.format(
                Locale.ROOT,
                "mean %.4f of %,d runs, standard deviation %.4f, 95 %% interval %s (t)",
                mean(),
                size(),
                Math.sqrt(variance()),
                interval.words()))
        .orElseGet(() -> String.format(Locale.ROOT, "%.4f, of one run, which has no interval", mean()));
  }
}
