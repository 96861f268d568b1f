package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ResultsTableTest {
  private static final List<List<String>> ROWS =
      List.of(List.of("recipe", "seconds"), List.of("wide", "1,041.5"), List.of("a", "9.2"));

  @Test
  void everyCellIsText() {
    assertEquals(
        List.of("Results", "recipe", "wide", "a", "seconds", "1,041.5", "9.2"),
        ParsedSvg.of(Charts.table("Results", ROWS)).texts());
  }

  @Test
  void numbersEndAtOneLine() {
    List<Element> texts = ParsedSvg.of(Charts.table("Results", ROWS)).all("text");
    assertEquals(x(texts, "wide"), x(texts, "a"));
    assertEquals(
        x(texts, "1,041.5") + Typeface.width("1,041.5", Typeface.regular(11)),
        x(texts, "9.2") + Typeface.width("9.2", Typeface.regular(11)),
        0.02);
  }

  @Test
  void allRowsAreAsLongAsTheHeader() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Charts.table("t", List.of(List.of("a"), List.of("b", "c"))));
    assertEquals("the rows of a table must be as long as its header, 1 cells; received 2: [b, c].", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Charts.table("t", List.of()));
  }

  private static double x(List<Element> texts, String text) {
    return texts.stream()
        .filter(element -> element.getTextContent().equals(text))
        .mapToDouble(element -> Double.parseDouble(element.getAttribute("x")))
        .findFirst()
        .orElseThrow();
  }
}
