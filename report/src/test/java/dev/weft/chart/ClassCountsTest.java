package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassCountsTest {
  private final ImageSet set = Tiny.images().subset(new int[] {0, 1, 2, 4, 5, 7});

  @Test
  void countsTheImagesOfEachClass() {
    assertEquals(List.of("cat", "1", "dog", "3", "owl", "2"), bars(Charts.classCounts(set, false)));
  }

  @Test
  void theLargestComesFirstIfAsked() {
    assertEquals(List.of("dog", "3", "owl", "2", "cat", "1"), bars(Charts.classCounts(set, true)));
  }

  /** Names and values, which are drawn last. */
  private static List<String> bars(Chart chart) {
    List<String> texts = ParsedSvg.of(chart).texts();
    return texts.subList(texts.size() - 6, texts.size());
  }
}
