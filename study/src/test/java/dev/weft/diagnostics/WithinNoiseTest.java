package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.statistics.McNemar;
import org.junit.jupiter.api.Test;

class WithinNoiseTest {
  private static WithinNoise of(int onlyFirst, int onlySecond) {
    return new WithinNoise(
        "d-1", "d-5", "accuracy", 0.9748, 0.9751, new McNemar(onlyFirst, onlySecond, 10_000).verdict());
  }

  @Test
  void itIsSoWhereTheTestFindsNothing() {
    assertTrue(of(20, 23).ifSo().isPresent());
    assertFalse(of(20, 60).ifSo().isPresent());
  }

  @Test
  void theSentenceHasBothFiguresAndWhatTheTestSays() {
    assertEquals(
        "the difference in accuracy between d-1 (0.9748) and d-5 (0.9751) is within noise: the networks differ on 43"
            + " of 10,000 images, 20 against 23 (McNemar, p = 0.76).",
        of(20, 23).sentence());
  }
}
