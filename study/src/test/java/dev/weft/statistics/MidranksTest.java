package dev.weft.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class MidranksTest {
  @Test
  void equalNumbersShareTheirPlaces() {
    assertArrayEquals(new double[] {2.5, 0, 2.5, 1}, Midranks.of(new double[] {3, 1, 3, 2}));
    assertArrayEquals(new double[0], Midranks.of(new double[0]));
  }

  @Test
  void whatIsNoNumberComesLast() {
    assertArrayEquals(new double[] {2, 0, 1}, Midranks.of(new double[] {Double.NaN, 1, 3}));
  }
}
