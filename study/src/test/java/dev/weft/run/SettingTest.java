package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A setting's text as what it is. */
class SettingTest {
  @Test
  void numbersAndBooleansAreNoTexts() {
    assertEquals(true, Setting.of("true"));
    assertEquals(32L, Setting.of("32"));
    assertEquals(0.001, Setting.of("0.001"));
    assertEquals(1e-5, Setting.of("1e-5"));
  }

  @Test
  void whatLooksLikeANumberAndIsNoneIsAText() {
    for (String text : new String[] {"007", "1e400", "", "True", "1_000", "12345678901234567890", "0x10"}) {
      assertEquals(text, Setting.of(text));
    }
  }
}
