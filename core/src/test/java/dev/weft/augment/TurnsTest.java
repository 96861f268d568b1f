package dev.weft.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void sinesAndCosinesAreThoseOfStrictMath() {
    for (double turns = -1.5; turns <= 1.5; turns += 0.001) {
      assertEquals(StrictMath.sin(2 * Math.PI * turns), Turns.sin(turns), 2e-15);
      assertEquals(StrictMath.cos(2 * Math.PI * turns), Turns.cos(turns), 2e-15);
    }
  }

  @Test
  void noTurnIsExact() {
    assertEquals(0, Turns.sin(0));
    assertEquals(1, Turns.cos(0));
  }
}
