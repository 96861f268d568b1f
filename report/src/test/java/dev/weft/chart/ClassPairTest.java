package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPairTest {
  private final ParsedSvg svg = ParsedSvg.of(Charts.pair(Tiny.images(), Tiny.predictions(), 0, 1));

  @Test
  void countsTheFourQuadrants() {
    assertEquals(
        List.of("cat and dog", "cat as cat: 2", "cat as dog: 1", "dog as cat: 1", "dog as dog: 2"),
        svg.texts().stream().filter(text -> text.startsWith("cat") || text.startsWith("dog")).toList());
  }

  @Test
  void showsTheImagesOfEach() {
    assertEquals(6, svg.all("image").size());
  }

  @Test
  void quadrantsMayBeEmpty() {
    ParsedSvg right = ParsedSvg.of(Charts.pair(Tiny.images(), Tiny.allRight(), 0, 2));
    assertEquals(6, right.all("image").size());
  }
}
