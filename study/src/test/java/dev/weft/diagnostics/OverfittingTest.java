package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.train.History;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class OverfittingTest {
  /** Falls to 0.3 and then rises by so much an epoch. */
  private static IntToDoubleFunction valley(int best, double slope) {
    return t -> t <= best ? 0.3 + 0.5 * Math.pow(0.5, t) - 0.5 * Math.pow(0.5, best) : 0.3 + slope * (t - best);
  }

  private static boolean isSeen(History history) {
    return Overfitting.in(history).isPresent();
  }

  @Test
  void aRiseSinceTheBestEpochIsSeen() {
    Overfitting found = Overfitting.in(Histories.of(20, valley(9, 0.01))).orElseThrow();
    assertEquals(20, found.epochs());
    assertEquals(10, found.bestEpoch());
    assertEquals(0.3, found.bestValLoss(), 1e-12);
    assertEquals(0.39, found.lateValLoss(), 1e-12);
    assertEquals(0.809, found.bestValAccuracy(), 1e-12);
    assertEquals(0.819, found.lastValAccuracy(), 1e-12);
    assertEquals(0.3 - 1 / 11.0, found.bestGap(), 1e-12);
    assertTrue(found.lateGap() > found.bestGap());
    assertEquals(
        "overfitting: val_loss was best in epoch 10 of 20 (0.3000) and rose to 0.3900 since, while the training loss"
            + " fell.",
        found.sentence());
  }

  @Test
  void aRiseOfLessThanATwentiethIsNot() {
    assertFalse(isSeen(Histories.of(20, valley(9, 0.0016)))); // the last three are 0.0144 above 0.3 on average
    assertTrue(isSeen(Histories.of(20, valley(9, 0.0017)))); // 0.0153
  }

  @Test
  void aRiseThatIsNoLargerThanTheNoiseIsNot() {
    IntToDoubleFunction zigzag = t -> valley(9, 0.004).applyAsDouble(t) + (t > 9 && t % 2 == 0 ? 0.03 : 0);
    assertFalse(isSeen(Histories.of(20, zigzag)));
    assertTrue(isSeen(Histories.of(20, valley(9, 0.004))));
  }

  @Test
  void aCurveThatStaysWhereItCameToIsSeldomTakenForOne() {
    for (int epochs : new int[] {5, 8, 10, 20, 50}) {
      IntToDoubleFunction plateau = t -> 0.3 + 0.5 * Math.exp(-8.0 * t / epochs);
      int n = epochs;
      assertEquals(0, Histories.share(500, seed -> isSeen(Histories.of(n, Histories.noisy(plateau, 0.0015, seed)))));
      double share = Histories.share(500, seed -> isSeen(Histories.of(n, Histories.noisy(plateau, 0.009, seed))));
      assertTrue(share < 0.07, epochs + " epochs: " + share);
    }
  }

  @Test
  void aRiseBesideNoiseIsMostlySeen() {
    double share =
        Histories.share(200, seed -> isSeen(Histories.of(25, Histories.noisy(valley(9, 0.006), 0.01, seed))));
    assertTrue(share > 0.9, "seen in " + share);
  }

  @Test
  void oneBadEpochAtTheEndIsNone() {
    assertFalse(isSeen(Histories.of(0.5, 0.4, 0.35, 0.33, 0.32, 0.31, 0.9)));
  }

  @Test
  void whereTheTrainingLossRoseTooItIsSomethingElse() {
    assertFalse(isSeen(Histories.of(20, t -> 0.1 + 0.01 * t, valley(9, 0.01), History.Outcome.COMPLETED)));
  }

  @Test
  void withoutValidationNothingIsKnown() {
    assertFalse(isSeen(Histories.of(20, t -> Double.NaN)));
  }

  @Test
  void realTrainingsAreJudgedAsAPersonWould() {
    // d-5 for 10 epochs, c-lenet for 5, c-fc for 8
    assertTrue(isSeen(Histories.of(0.1388, 0.1075, 0.0999, 0.0875, 0.0866, 0.0928, 0.0925, 0.0939, 0.0920, 0.0965)));
    assertFalse(isSeen(Histories.of(0.1104, 0.0593, 0.0609, 0.0554, 0.0622)));
    assertFalse(isSeen(Histories.of(0.7254, 0.5826, 0.5216, 0.5162, 0.5098, 0.4879, 0.4936, 0.4824)));
  }
}
