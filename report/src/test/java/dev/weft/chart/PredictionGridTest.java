package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PredictionGridTest {
  private final Chart chart = Charts.predictions(Tiny.images(), Tiny.predictions(), 9);
  private final ParsedSvg svg = ParsedSvg.of(chart);

  @Test
  void saysIndexPredictedAndActualClass() {
    List<String> texts = svg.texts();
    assertEquals(List.of("0: cat", "(cat)", "1: cat", "(dog)", "2: owl", "(owl)"), texts.subList(2, 8));
    assertEquals("the first 9 of 9: index, predicted class (actual class); 3 wrong, with a cross", chart.subtitle());
  }

  @Test
  void wrongOnesDifferByMoreThanColour() {
    long dashed =
        svg.all("rect").stream()
            .filter(e -> isStroked(e) && ParsedSvg.inherited(e, "stroke-dasharray").equals("3,2"))
            .count();
    assertEquals(3, dashed);
    long strokesOfCrosses =
        svg.all("line").stream().filter(e -> ParsedSvg.inherited(e, "stroke").equals("white")).count();
    assertEquals(2 * 3, strokesOfCrosses);
    long ticks = svg.all("path").stream().filter(e -> e.getAttribute("d").split("[ML]").length == 4).count();
    assertEquals(6, ticks, "each of the others has a tick");
  }

  private static boolean isStroked(Element element) {
    return !ParsedSvg.inherited(element, "stroke").equals("none");
  }
}
