package dev.weft.trust;

import dev.weft.experiment.Warning;
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
 * @param test what was asked whether it is chance, such as {@code McNemar's test}
 * @param pValue what it said: how likely a difference at least as large is by chance alone, from 0 to 1
 */
public record WithinNoise(
    String first, String second, String measure, double firstValue, double secondValue, String test, double pValue)
    implements Warning {
  /** Below it a difference is taken for more than chance: Fisher's one in twenty. */
  public static final double LEVEL = 0.05;

  public WithinNoise {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("a p-value is from 0 to 1; received " + pValue + ".");
    }
  }

  /** Itself where the p-value is {@link #LEVEL} or more, else empty. */
  public Optional<WithinNoise> ifSo() {
    return pValue >= LEVEL ? Optional.of(this) : Optional.empty();
  }

  @Override
  public String name() {
    return "within_noise";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "the difference in %s between %s (%.4f) and %s (%.4f) is within noise: %s gives p = %.2g.",
        measure,
        first,
        firstValue,
        second,
        secondValue,
        test,
        pValue);
  }
}
