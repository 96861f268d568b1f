package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import org.junit.jupiter.api.Test;

/** What calibration error is chance. */
class ChanceErrorTest {
  /**
   * @param surer by how much a network is surer than it is right
   */
  private static Predictions predictions(double surer, int images) {
    SplitMix64 random = SplitMix64.of(4);
    int[] labels = new int[images];
    double[] rows = new double[2 * images];
    for (int i = 0; i < images; i++) {
      double sure = 0.6 + 0.3 * random.nextDouble();
      labels[i] = random.nextDouble() < sure ? 0 : 1;
      rows[2 * i] = sure + surer;
      rows[2 * i + 1] = 1 - sure - surer;
    }
    return Predictions.of(labels, rows, 2);
  }

  @Test
  void probabilitiesThatHoldHaveAnErrorAsByChance() {
    ChanceError chance = ChanceError.of(predictions(0, 1000), 1);
    assertTrue(chance.p() > 0.05, chance.toString());
    // the mean distance of 5 bins of 200 images is about 0.8 * sqrt(0.19 / 200) = 0.025
    assertTrue(chance.low() > 0.005 && chance.low() < 0.025 && chance.high() > 0.025 && chance.high() < 0.06);
  }

  @Test
  void anErrorBeyondChanceHasASmallP() {
    assertEquals(0.001, ChanceError.of(predictions(0.08, 1000), 1).p(), 1e-12);
  }

  @Test
  void theSameSeedGivesTheSameDraws() {
    assertEquals(ChanceError.of(predictions(0, 100), 7), ChanceError.of(predictions(0, 100), 7));
  }
}
