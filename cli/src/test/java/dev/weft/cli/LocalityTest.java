package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalityTest {
  @Test
  void aNameThatTheLocaleLostIsSaidToBe() {
    assertEquals(
        Optional.of(
            "the locale's character set, US-ASCII, lacks letters of what was typed; set LC_ALL=C.UTF-8 and try again."),
        Locality.cannotName("ANSI_X3.4-1968", "predict", "zw\ufffd\ufffdlf.png"));
    assertEquals(Optional.empty(), Locality.cannotName("ANSI_X3.4-1968", "predict", "twelve.png"));
    assertEquals(Optional.empty(), Locality.cannotName("UTF-8", "predict", "\ufffd.png"));
  }
}
