package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FiniteTest {
  private static final float[] FINITE = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 0, -0f};

  @Test
  void allFiniteNumbersAreFinite() {
    assertTrue(Finite.all(FINITE, FINITE.length));
    assertEquals(OptionalDouble.empty(), Finite.exception(FINITE));
    assertEquals(OptionalDouble.empty(), Finite.exception(new float[0]));
  }

  @Test
  void theFirstExceptionIsFound() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertFalse(Finite.all(new float[] {1, bad, 2}, 3));
      assertTrue(Finite.all(new float[] {1, 2, bad}, 2));
      assertEquals(OptionalDouble.of(bad), Finite.exception(new float[] {1, bad, Float.NaN}));
    }
  }
}
