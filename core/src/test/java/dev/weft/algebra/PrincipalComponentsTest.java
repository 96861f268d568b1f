package dev.weft.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  /** Points along (3, 4) / 5, four times as far as across it. */
  @Test
  void areTheDirectionsOfTheLargestVariance() {
    float[] values = {3 + 4, 4 + 4, -3 + 4, -4 + 4, -1 + 4, 0.75f + 4, 1 + 4, -0.75f + 4};
    PrincipalComponents found = PrincipalComponents.of(values, 4, 2, 2);
    assertArrayEquals(new double[] {4, 4}, found.mean(), 1e-12);
    assertArrayEquals(new double[] {0.6, 0.8}, found.axes()[0], 1e-6);
    assertArrayEquals(new double[] {0.8, -0.6}, found.axes()[1], 1e-6);
    assertArrayEquals(new double[] {50 / 3.0, 3.125 / 3}, found.variances(), 1e-6);
    assertEquals(53.125 / 3, found.total(), 1e-6);
  }

  @Test
  void thereAreNoMoreThanRowsLessOne() {
    PrincipalComponents found = PrincipalComponents.of(new float[] {1, 2, 3, 4, 5, 7}, 2, 3, 3);
    assertEquals(1, found.components());
    assertArrayEquals(new double[] {(9 + 9 + 16) / 2.0}, found.variances(), 1e-6);
  }

  @Test
  void rowsThatAreTheSameVaryInNoDirection() {
    PrincipalComponents found = PrincipalComponents.of(new float[12], 4, 3, 2);
    assertArrayEquals(new double[] {0, 0}, found.variances());
    assertEquals(0, found.total());
  }
}
