package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChiSquareTest {
  /** The example of R's {@code chisq.test} (Agresti 2007, page 39): X-squared = 30.07, df = 2, p-value = 2.954e-07. */
  @Test
  void isThatOfR() {
    ChiSquare test = new ChiSquare(new int[] {762, 327, 468}, new int[] {484, 239, 477});
    assertEquals(30.07, test.statistic(), 0.005);
    assertEquals(2, test.degreesOfFreedom());
    assertEquals(2.954e-07, test.p(), 5e-11);
    assertEquals("χ² = 30.1, 2 degrees of freedom, p < 0.001", test.verdict().evidence());
    assertFalse(test.isRough());
  }

  /** Of two classes with two degrees of freedom less one: V is the root of χ² by the number of images. */
  @Test
  void theEffectGoesFromNoneToAll() {
    assertEquals(0, new ChiSquare(new int[] {30, 60}, new int[] {10, 20}).effect(), 1e-12);
    assertEquals(1, new ChiSquare(new int[] {30, 0}, new int[] {0, 20}).effect(), 1e-12);
  }

  @Test
  void aClassWithoutImagesDoesNotCount() {
    ChiSquare test = new ChiSquare(new int[] {30, 0, 60}, new int[] {11, 0, 20});
    ChiSquare without = new ChiSquare(new int[] {30, 60}, new int[] {11, 20});
    assertEquals(1, test.degreesOfFreedom());
    assertEquals(without.p(), test.p());
    assertEquals(1, new ChiSquare(new int[] {3}, new int[] {4}).p());
  }

  @Test
  void fewExpectedImagesMakeItRough() {
    assertTrue(new ChiSquare(new int[] {40, 3}, new int[] {40, 3}).isRough());
  }

  @Test
  void setsWithoutImagesAreRefused() {
    assertRefused(
        "two sets of 1 image or more are counted by the same classes; received 0 and 2 images of 1 and 1.",
        () -> new ChiSquare(new int[] {0}, new int[] {2}));
  }
}
