package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it sets a property of the process, which trainings read")
class WinogradSwitchTest {
  @Test
  void canBeSwitchedOff() {
    System.setProperty("weft.winograd", "false");
    try {
      assertEquals(0, WinogradOpTest.side(11, 128, 156, Padding.VALID));
    } finally {
      System.clearProperty("weft.winograd");
    }
  }
}
