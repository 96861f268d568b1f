package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarChartTest {
  private static final List<Bar> BARS =
      List.of(new Bar("small", 0.25, 0.2, 0.35), new Bar("large", 0.75, 0.7, 0.8), Bar.of("failed", Double.NaN));

  @Test
  void barsAreAsLongAsTheirValuesFrom0() {
    ParsedSvg svg = ParsedSvg.of(Charts.bars("t", "accuracy", ValueRange.ZERO_TO_ONE, BARS));
    assertEquals(List.of(0.25 * 340, 0.75 * 340), svg.widths(Palette.BLUE));
    assertTrue(
        svg.texts().containsAll(List.of("small", "0.2500", "large", "0.7500", "failed", "not known", "accuracy")));
  }

  @Test
  void intervalsGoFromTheirLowToTheirHighEnd() {
    ParsedSvg svg = ParsedSvg.of(Charts.bars("t", "accuracy", ValueRange.ZERO_TO_ONE, BARS));
    List<Double> lengths =
        svg.all("line").stream()
            .filter(line -> ParsedSvg.inherited(line, "stroke").equals(ParsedSvg.rgb(Palette.INK)))
            .map(line -> number(line, "x2") - number(line, "x1"))
            .filter(length -> length > 0)
            .toList();
    assertEquals(2, lengths.size());
    assertEquals(0.15 * 340, lengths.get(0), 0.02);
    assertEquals(0.10 * 340, lengths.get(1), 0.02);
  }

  @Test
  void aFittedRangeHasPointsAndNoBars() {
    ParsedSvg svg = ParsedSvg.of(Charts.bars("t", "accuracy", ValueRange.FITTED, BARS));
    assertEquals(List.of(), svg.widths(Palette.BLUE));
    assertTrue(svg.texts().containsAll(List.of("0.2500", "0.7500")));
  }

  @Test
  void valuesBelow0GoToTheLeft() {
    List<Bar> bars = List.of(Bar.of("loss", -50), Bar.of("gain", 100));
    ParsedSvg svg = ParsedSvg.of(Charts.bars("t", "images", ValueRange.FROM_ZERO, bars));
    List<Double> widths = svg.widths(Palette.BLUE);
    assertEquals(widths.get(1) / 2, widths.get(0), 0.02);
    assertTrue(svg.texts().containsAll(List.of("-50", "100")));
  }

  @Test
  void manyBarsStandBelowEachOther() {
    List<Bar> bars = IntStream.range(0, 500).mapToObj(i -> Bar.of("trial " + i, i / 1000.0)).toList();
    Chart chart = Charts.bars("t", "accuracy", ValueRange.ZERO_TO_ONE, bars);
    assertTrue(chart.height() > 500 * 20);
    assertTrue(ParsedSvg.of(chart).texts().containsAll(List.of("trial 499", "0.4990")));
  }

  @Test
  void noBarAtAllIsAnEmptyAxis() {
    assertTrue(Charts.bars("t", "accuracy", ValueRange.FROM_ZERO, List.of()).png().length > 0);
    assertTrue(Charts.bars("t", "accuracy", ValueRange.FITTED, List.of(Bar.of("a", Double.NaN))).png().length > 0);
  }

  private static double number(Element line, String attribute) {
    return Double.parseDouble(line.getAttribute(attribute));
  }
}
