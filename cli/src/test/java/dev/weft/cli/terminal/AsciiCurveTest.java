package dev.weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AsciiCurveTest {
  /** Nine columns of labels, two of the axis, and 19 of the curve: six for each power of ten. */
  @Test
  void aCurveStandsOverItsPowersOfTen() {
    String curve = AsciiCurve.of(new double[] {0.001, 0.01, 0.1, 1}, new double[] {3, 2, 1, 4}, 1, 30, 4);
    assertEquals(
        List.of(
            "     4.00 │             ······",
            "          │·",
            "     2.00 │ ·····*",
            "     1.00 │       ······",
            "          └┴─────┴─────┴─────┴",
            "           0.001 0.01  0.1   1"),
        curve.lines().toList());
  }

  @Test
  void oneHeightIsOneLine() {
    List<String> lines = AsciiCurve.of(new double[] {1, 10}, new double[] {2, 2}, 0, 22, 3).lines().toList();
    assertEquals("     2.00 │*··········", lines.getFirst());
  }
}
