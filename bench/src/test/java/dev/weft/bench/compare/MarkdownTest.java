package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Markdown page = new Markdown();
    page.table(1, List.of("side", "ms"), List.of(List.of("Weft", "1.5"), List.of("a library", "1,000")));
    assertEquals(
        """

        | side      |    ms |
        | --------- | ----: |
        | Weft      |   1.5 |
        | a library | 1,000 |
        """,
        page.toString());
  }

  @Test
  void numbersHaveThreeDigits() {
    assertEquals(
        List.of("0.12", "9.99", "12.3", "1,234", "-"),
        List.of(0.123, 9.99, 12.34, 1_234.4, Double.NaN).stream().map(Markdown::digits).toList());
  }
}
