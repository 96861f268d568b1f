package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.train.History;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class UndertrainedTest {
  private static boolean isSeen(History history) {
    return Undertrained.in(history).isPresent();
  }

  private static IntToDoubleFunction falling(double slope) {
    return t -> 1 - slope * t;
  }

  @Test
  void aCurveThatStillFallsIsSeen() {
    Undertrained found = Undertrained.in(Histories.of(20, falling(0.01))).orElseThrow();
    assertEquals(20, found.epochs());
    assertEquals(0.81, found.valLoss(), 1e-12);
    assertEquals(-0.01, found.slope(), 1e-12);
    assertEquals(0, found.noise(), 1e-12);
    assertEquals(
        "undertrained: the last of 20 epochs is the best, and val_loss (0.8100) still falls by 0.0100 an epoch; train"
            + " longer.",
        found.sentence());
  }

  @Test
  void aGainOfLessThanAHundredthInAQuarterMoreIsNot() {
    assertFalse(isSeen(Histories.of(20, falling(0.0019)))); // five epochs more would take 0.0095 off 0.96
    assertTrue(isSeen(Histories.of(20, falling(0.0021))));
  }

  @Test
  void aFallWithinTheNoiseIsNot() {
    // the last five fall by 0.01 an epoch, beside steps of 0.05 up and down
    IntToDoubleFunction steps = t -> falling(0.01).applyAsDouble(t) + (t % 2 == 0 ? 0.05 : 0);
    assertFalse(isSeen(Histories.of(20, steps)));
  }

  @Test
  void whereTheLastEpochIsNotTheBestItIsNot() {
    assertFalse(isSeen(Histories.of(20, t -> t == 19 ? 0.83 : falling(0.01).applyAsDouble(t))));
  }

  @Test
  void aCurveThatStaysWhereItCameToIsSeldomTakenForOne() {
    for (int epochs : new int[] {4, 5, 8, 10, 20, 50}) {
      IntToDoubleFunction plateau = t -> 0.3 + 0.5 * Math.exp(-8.0 * t / epochs);
      int n = epochs;
      for (double noise : new double[] {0.0015, 0.009}) {
        double share = Histories.share(500, seed -> isSeen(Histories.of(n, Histories.noisy(plateau, noise, seed))));
        assertTrue(share < 0.04, epochs + " epochs: " + share);
      }
    }
  }

  @Test
  void ofThreeEpochsNothingIsSaid() {
    assertFalse(isSeen(Histories.of(0.9, 0.8, 0.7)));
    assertTrue(isSeen(Histories.of(0.9, 0.8, 0.7, 0.6)));
  }

  @Test
  void whatACallbackEndedWasLongEnough() {
    assertFalse(isSeen(Histories.of(20, falling(0.01), falling(0.01), History.Outcome.STOPPED)));
  }

  @Test
  void withoutValidationNothingIsKnown() {
    assertFalse(isSeen(Histories.of(20, t -> Double.NaN)));
  }

  @Test
  void realTrainingsAreJudgedAsAPersonWould() {
    // b-shallow for 20 of its 500 epochs, b-cnn for 8, d-5 for 10
    assertTrue(
        isSeen(
            Histories.of(
                0.0939, 0.0921, 0.0911, 0.0904, 0.0899, 0.0894, 0.0889, 0.0885, 0.0881, 0.0877, 0.0873, 0.0870, 0.0866,
                0.0862, 0.0858, 0.0854, 0.0850, 0.0846, 0.0842, 0.0838)));
    assertFalse(isSeen(Histories.of(0.0791, 0.0564, 0.0418, 0.0393, 0.0332, 0.0325, 0.0319, 0.0301)));
    assertFalse(isSeen(Histories.of(0.1388, 0.1075, 0.0999, 0.0875, 0.0866, 0.0928, 0.0925, 0.0939, 0.0920, 0.0965)));
  }
}
