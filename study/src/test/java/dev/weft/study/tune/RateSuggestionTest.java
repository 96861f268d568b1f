package dev.weft.study.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RateSuggestionTest {
  /** Losses by the power of ten of the rate, with some noise. */
  private static RateCurve curve(long seed, double noise, DoubleUnaryOperator loss) {
    RateSweep sweep = RateSweep.of();
    double[] rates = new double[sweep.steps()];
    Arrays.setAll(rates, sweep::rate);
    SplitMix64 random = SplitMix64.of(seed);
    double[] losses =
        Arrays.stream(rates)
            .map(rate -> loss.applyAsDouble(Math.log10(rate)) + noise * random.nextGaussian())
            .toArray();
    return new RateCurve(seed, rates, losses);
  }

  /** Falls from 2.3 to 0.3, fastest at 10 to the -2.5, and rises from 10 to the -1 on. */
  private static double falls(double power) {
    return 2.3 - 2 / (1 + Math.exp(-4 * (power + 2.5))) + Math.exp(5 * (power + 0.5));
  }

  @Test
  void isWhereTheLossFallsFastest() {
    RateSuggestion clear = RateSuggestion.of(List.of(curve(1, 0, RateSuggestionTest::falls)));
    assertEquals(-2.5, Math.log10(clear.rate()), 0.06);
    RateSuggestion noisy =
        RateSuggestion.of(
            List.of(
                curve(1, 0.1, RateSuggestionTest::falls),
                curve(2, 0.1, RateSuggestionTest::falls),
                curve(3, 0.1, RateSuggestionTest::falls)));
    assertEquals(-2.5, Math.log10(noisy.rate()), 0.25);
  }

  @Test
  void whatEndedEarlyCountsAsFarAsItWent() {
    RateCurve whole = curve(1, 0, RateSuggestionTest::falls);
    double[] broken = whole.losses().clone();
    broken[160] = Double.NaN;
    RateSuggestion both =
        RateSuggestion.of(List.of(whole, new RateCurve(2, whole.rates(), Arrays.copyOf(broken, 170))));
    assertEquals(160, both.rates().length);
    assertEquals(-2.5, Math.log10(both.rate()), 0.06);
  }

  @Test
  void aLossThatNeverFallsSuggestsNothing() {
    String error =
        assertThrows(WeftException.class, () -> RateSuggestion.of(List.of(curve(1, 0, power -> 2.3)))).getMessage();
    assertEquals(
        "the loss never fell, so no learning rate can be suggested; begin lower with --from, or take more --steps.",
        error);
  }
}
