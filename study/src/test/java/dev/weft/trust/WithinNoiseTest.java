package dev.weft.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WithinNoiseTest {
  private static WithinNoise of(double pValue) {
    return new WithinNoise("d-1", "d-5", "accuracy", 0.9748, 0.9751, "McNemar's test", pValue);
  }

  @Test
  void itIsSoFromAPValueOfOneInTwentyOn() {
    assertTrue(of(0.05).ifSo().isPresent());
    assertFalse(of(0.0499).ifSo().isPresent());
  }

  @Test
  void theSentenceHasBothFiguresAndThePValue() {
    assertEquals(
        "the difference in accuracy between d-1 (0.9748) and d-5 (0.9751) is within noise: McNemar's test gives p ="
            + " 0.42.",
        of(0.42).sentence());
  }

  @Test
  void aPValueIsAProbability() {
    assertEquals(
        "a p-value is from 0 to 1; received 1.1.",
        assertThrows(IllegalArgumentException.class, () -> of(1.1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> of(Double.NaN));
  }
}
