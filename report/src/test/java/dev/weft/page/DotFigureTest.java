package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.chart.DotChart;
import dev.weft.chart.Dots;
import dev.weft.chart.ValueRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class DotFigureTest {
  private static final Dots BEST = row("a", 0.90, true);
  private static final Dots NEAR = row("b", 0.89, false);
  private static final Dots FAR = row("c", 0.50, false);

  @Test
  void theFindingCountsTheIntervalsThatOverlapWithTheBest() {
    assertEquals("the other's interval lies apart.", finding(BEST, FAR));
    assertEquals("the other's interval overlaps with it.", finding(BEST, NEAR));
    assertEquals("the intervals of all others lie apart.", finding(BEST, FAR, FAR));
    assertEquals("the intervals of 1 of 2 others overlap with it.", finding(BEST, NEAR, FAR));
  }

  private static String finding(Dots... rows) {
    DotChart chart = new DotChart("Accuracy", "accuracy", ValueRange.FITTED, List.of(rows));
    String sentence = DotFigure.of(chart, List.of()).finding();
    return sentence.substring(sentence.indexOf("; ") + 2);
  }

  private static Dots row(String name, double mean, boolean isBest) {
    return new Dots(name, List.of(), mean, mean - 0.02, mean + 0.02, isBest);
  }
}
