package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SecondsTest {
  @Test
  void areSaidInTheUnitThatSuitsThem() {
    assertEquals("0.0 s", Seconds.text(0));
    assertEquals("6.1 s", Seconds.text(6.08));
    assertEquals("51 s", Seconds.text(51.03));
    assertEquals("99 s", Seconds.text(99.4));
    assertEquals("2 min", Seconds.text(99.6));
    assertEquals("12 min", Seconds.text(731));
    assertEquals("3 h 05 min", Seconds.text(11_100));
    assertEquals("NaN", Seconds.text(Double.NaN));
  }
}
