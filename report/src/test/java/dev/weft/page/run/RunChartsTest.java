package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.page.MadeUp;
import dev.weft.run.FinishedRun;
import org.junit.jupiter.api.Test;

class RunChartsTest {
  private static final FinishedRun RUN = MadeUp.run("half", 7);
  private static final ImageDataset STROKES = MadeUp.strokes().orElseThrow();

  @Test
  void classesAreCountedInBothParts() {
    RunCharts charts = new RunCharts(RUN, STROKES, ChartOptions.of());
    assertEquals("Number of training images of each class", charts.of("class-counts").title());
    assertEquals("Number of test images of each class", charts.of("test-class-counts-sorted").title());
    assertTrue(charts.of("test-class-counts").subtitle().startsWith("2,000 images"));
  }

  @Test
  void asManyOtherImagesAreRefused() {
    ImageDataset others = MadeUp.noise(STROKES.test().size(), 10);
    WeftException refused = assertThrows(WeftException.class, () -> new RunCharts(RUN, others, ChartOptions.of()));
    assertTrue(refused.getMessage().contains("their checksums differ"), refused.getMessage());
  }
}
