package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueRangeTest {
  @Test
  void isTwoNumbersWithAColon() {
    assertEquals(new ValueRange(0.95, 1), ValueRange.parse("0.95:1"));
    assertEquals(new ValueRange(-1, 1e-3), ValueRange.parse("-1:1e-3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0.9:", ":1", "1:0", "1:1", "0:1:2", "0,9:1", "0:Infinity", "NaN:1", "a:b"})
  void anythingElseIsRefused(String text) {
    String said = assertThrows(WeftException.class, () -> ValueRange.parse(text)).getMessage();
    assertEquals(
        "a range is two finite numbers with a colon between them, the smaller first, such as 0.9:1; received '%s'."
            .formatted(text),
        said);
  }

  @Test
  void barsStandOnZero() {
    assertTrue(ValueRange.FROM_ZERO.holdsZero() && ValueRange.ZERO_TO_ONE.holdsZero());
    assertFalse(ValueRange.FITTED.holdsZero() || new ValueRange(0.9, 1).holdsZero());
  }
}
