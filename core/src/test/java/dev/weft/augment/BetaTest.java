package dev.weft.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetaTest {
  private static final int DRAWS = 20_000;

  /** The variance of the distribution is {@code 1 / (4 (2 alpha + 1))}. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 1, 3})
  void hasTheMeanAndTheVarianceOfTheDistribution(double alpha) {
    SplitMix64 random = SplitMix64.of(1);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double drawn = Beta.draw(alpha, random);
      sum += drawn;
      squares += (drawn - 0.5) * (drawn - 0.5);
    }
    double variance = 1 / (4 * (2 * alpha + 1));
    assertEquals(0.5, sum / DRAWS, 5 * Math.sqrt(variance / DRAWS));
    assertEquals(variance, squares / DRAWS, 0.04 * variance);
  }

  @Test
  void isZeroOrOneWhereAlphaIsAlmostZero() {
    SplitMix64 random = SplitMix64.of(1);
    for (int i = 0; i < 100; i++) {
      double drawn = Beta.draw(1e-6, random);
      assertTrue(drawn < 1e-3 || drawn > 0.999, "drew " + drawn);
    }
  }
}
