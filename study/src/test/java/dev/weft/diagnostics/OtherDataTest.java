package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherDataTest {
  private static OtherData of(String one, String other) {
    return new OtherData("runs/a", "mnist", one, "runs/b", "mnist", other);
  }

  @Test
  void theSameChecksumIsTheSameData() {
    assertEquals(Optional.empty(), of("ab".repeat(32), "ab".repeat(32)).ifSo());
  }

  @Test
  void runsOnOtherDataAreNotCompared() {
    OtherData warning = of("ab".repeat(32), "cd".repeat(32));
    assertTrue(warning.ifSo().isPresent());
    assertEquals(
        "runs/a is about mnist, SHA-256 abababababab..., and runs/b about mnist, cdcdcdcdcdcd...: their figures cannot"
            + " be compared.",
        warning.sentence());
  }
}
