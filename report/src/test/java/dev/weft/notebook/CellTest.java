package dev.weft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a script is divided into texts and pieces of code. */
class CellTest {
  @Test
  void textAndCodeAlternateAndAnEmptyLineEndsCode() {
    String script =
        """
        /// # Title
        ///
        /// Words.
        int a = 1;

        int b = 2;
        a + b
        """;
    List<Cell> expected =
        List.of(
            new Cell(1, true, "# Title\n\nWords."),
            new Cell(4, false, "int a = 1;"),
            new Cell(6, false, "int b = 2;\na + b"));
    assertEquals(expected, Cell.of(script));
  }

  @Test
  void anEmptyLineWithinBracesEndsNothing() {
    String method = "int twice(int a) {\n\n  return 2 * a;\n}";
    assertEquals(List.of(new Cell(1, false, method)), Cell.of(method));
  }
}
