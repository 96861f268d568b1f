package dev.weft.explain.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorruptionErrorTest {
  private static final int IMAGES = 100;

  /** With so many mistakes among the clean images and at each severity of fog and of JPEG. */
  private static Robustness made(int clean, int[] fog, int[] jpeg) {
    RobustnessPlan plan =
        RobustnessPlan.of(3).corruptions(List.of(Corruption.FOG, Corruption.JPEG)).curves(false).radii(List.of());
    List<Measured> measured = new ArrayList<>(List.of(measured("clean", 0, clean)));
    for (int severity = 1; severity <= 5; severity++) {
      measured.add(measured("fog", severity, fog[severity - 1]));
      measured.add(measured("jpeg", severity, jpeg[severity - 1]));
    }
    return new Robustness(plan, "model", "data", IMAGES, 3, measured);
  }

  private static Measured measured(String change, double level, int mistakes) {
    BitSet right = new BitSet();
    right.set(mistakes, IMAGES);
    return new Measured(new Condition(change, level), IMAGES, right, List.of());
  }

  /** By hand: fog 100 of 200 mistakes, jpeg 60 of 40; without the clean ones 75 of 170 and 35 of 10. */
  @Test
  void isAsHendrycksAndDietterichDefineIt() {
    Robustness network = made(5, new int[] {10, 15, 20, 25, 30}, new int[] {8, 10, 12, 14, 16});
    Robustness baseline = made(6, new int[] {20, 30, 40, 50, 60}, new int[] {7, 8, 8, 8, 9});
    CorruptionError error = CorruptionError.of(network, baseline);
    assertEquals(0.5, error.each().get(Corruption.FOG), 1e-12);
    assertEquals(1.5, error.each().get(Corruption.JPEG), 1e-12);
    assertEquals(1.0, error.mean(), 1e-12);
    assertEquals((75 / 170.0 + 35 / 10.0) / 2, error.relative(), 1e-12);
    assertTrue(error.interval().orElseThrow().contains(1.0));
  }

  @Test
  void ofTheBaselineItselfIsOne() {
    Robustness baseline = made(6, new int[] {20, 30, 40, 50, 60}, new int[] {7, 8, 8, 8, 9});
    CorruptionError error = CorruptionError.of(baseline, baseline);
    assertEquals(1, error.mean(), 1e-12);
    assertEquals(1, error.relative(), 1e-12);
    assertEquals(1, error.interval().orElseThrow().low(), 1e-12);
  }

  @Test
  void aBaselineWithoutErrorsHasNone() {
    Robustness right = made(0, new int[5], new int[5]);
    CorruptionError error = CorruptionError.of(made(5, new int[5], new int[5]), right);
    assertTrue(Double.isNaN(error.mean()));
    assertTrue(error.interval().isEmpty());
  }

  @Test
  void otherImagesAreNotCompared() {
    Robustness one = made(5, new int[5], new int[5]);
    Robustness other = new Robustness(one.plan(), "model", "other data", IMAGES, 3, one.measured());
    assertThrows(WeftException.class, () -> CorruptionError.of(one, other));
    assertThrows(WeftException.class, () -> CorruptionError.of(one, one.under(one.plan().seed(2))));
  }

  @Test
  void theMeanOverConditionsCountsEachImageOnce() {
    Robustness network = made(5, new int[] {10, 10, 10, 10, 10}, new int[] {10, 10, 10, 10, 10});
    Estimate mean = network.corrupted().orElseThrow();
    assertEquals(0.9, mean.value(), 1e-12);
    assertEquals(1.984 * Math.sqrt(0.09 * 100 / 99) / 10, mean.value() - mean.interval().low(), 1e-3, "of 100 images");
  }
}
