package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Average;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.RocAuc;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RocCurvesTest {
  private static final String NAME = "part of the class found";

  @Test
  void theLegendHasTheAreaOfEachClass() {
    Chart chart = Charts.roc(Tiny.predictions(), Tiny.NAMES);
    RocAuc areas = RocAuc.of(Tiny.predictions());
    List<String> texts = ParsedSvg.of(chart).texts();
    for (int label = 0; label < 3; label++) {
      String area = String.format(Locale.ROOT, "%.4f", areas.oneVsRest(label).getAsDouble());
      assertTrue(texts.contains(Tiny.NAMES.get(label) + ", area " + area), texts::toString);
    }
    String mean = String.format(Locale.ROOT, "%.4f", areas.oneVsRest(Average.MACRO).getAsDouble());
    assertEquals("mean area under the curve " + mean, chart.subtitle());
  }

  @Test
  void ofAGoodNetworkTheCornerIsShownToo() {
    long plots =
        ParsedSvg.of(Charts.roc(Tiny.allRight(), Tiny.NAMES)).texts().stream()
            .filter(text -> text.startsWith(NAME))
            .count();
    assertEquals(2, plots);
    assertEquals(
        1,
        ParsedSvg.of(Charts.roc(Tiny.predictions(), Tiny.NAMES)).texts().stream()
            .filter(text -> text.startsWith(NAME))
            .count());
  }

  @Test
  void aClassThatNeverOccursHasNoArea() {
    Predictions predictions = Predictions.of(new int[] {0, 1}, new double[] {0.9, 0.1, 0, 0.2, 0.8, 0}, 3);
    assertTrue(ParsedSvg.of(Charts.roc(predictions, Tiny.NAMES)).texts().contains("owl, area not defined"));
  }
}
