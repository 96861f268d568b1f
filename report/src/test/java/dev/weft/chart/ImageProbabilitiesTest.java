package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageProbabilitiesTest {
  private final Chart chart = Charts.probabilities(Tiny.images(), Tiny.predictions(), 7);
  private final ParsedSvg svg = ParsedSvg.of(chart);

  @Test
  void everyClassHasItsProbabilityAndItsBar() {
    assertTrue(svg.texts().containsAll(List.of("cat", "0.2500", "dog", "0.5000", "owl")));
    assertEquals(List.of(0.25 * 340, 0.5 * 340, 0.25 * 340), svg.widths(Palette.BLUE));
    assertEquals(1, svg.all("image").size());
  }

  @Test
  void saysWhatTheImageIsAndWhatItWasTakenFor() {
    assertEquals("image 7 is dog, taken for dog with 0.5000", chart.subtitle());
  }
}
