package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterChartTest {
  private static final ScatterChart CHART =
      new ScatterChart(
          "Accuracy by learning rate",
          "learning rate",
          "accuracy",
          true,
          "winner",
          List.of(
              new Dot(0.0003, 0.7, 0.66, 0.74, false),
              new Dot(0.03, 0.9, 0.88, 0.92, true),
              new Dot(0.01, Double.NaN, Double.NaN, Double.NaN, false)));

  @Test
  void aDotOfWhichNothingIsKnownIsLeftOut() {
    assertEquals(2, CHART.dots().size());
    assertEquals("2 recipes, with 95 % intervals", CHART.drawn().subtitle());
  }

  @Test
  void aSettingThatSpansOrdersOfMagnitudeHasThemAsAxis() {
    Scale axis = CHART.xScale();
    assertEquals(axis.part(0.01) - axis.part(0.001), axis.part(0.1) - axis.part(0.01), 1e-12);
    assertTrue(axis.part(0.0003) > 0 && axis.part(0.03) < 1);
  }

  @Test
  void theAxisHoldsTheIntervals() {
    assertTrue(CHART.yScale().low() <= 0.66 && CHART.yScale().high() >= 0.92);
  }

  @Test
  void theMarkedDotIsNamed() {
    String svg = CHART.drawn().svg();
    assertTrue(svg.contains("winner") && svg.contains("learning rate"), svg);
  }
}
