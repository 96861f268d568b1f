package dev.weft.diagnostics;

import dev.weft.run.Warning;
import dev.weft.statistics.Verdict;
import java.util.Locale;
import java.util.Optional;

/**
 * Two runs differ by no more than chance explains.
 *
 * @param first the one run's name
 * @param second the other's
 * @param measure what differs, such as {@code accuracy}
 * @param firstValue of the first
 * @param secondValue of the second
 * @param verdict what a test says of the difference
 */
public record WithinNoise(
    String first, String second, String measure, double firstValue, double secondValue, Verdict verdict)
    implements Warning {
  /** Itself where the difference is not significant, else empty. */
  public Optional<WithinNoise> ifSo() {
    return verdict.significant() ? Optional.empty() : Optional.of(this);
  }

  @Override
  public String name() {
    return "within_noise";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "the difference in %s between %s (%.4f) and %s (%.4f) is within noise: %s (%s).",
        measure,
        first,
        firstValue,
        second,
        secondValue,
        verdict.finding(),
        verdict.evidence());
  }
}
