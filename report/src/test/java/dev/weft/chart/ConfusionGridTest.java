package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionGridTest {
  private static final ConfusionMatrix MATRIX =
      new ConfusionMatrix(new int[][] {{1200, 30, 4}, {0, 990, 17}, {5, 6, 0}});

  @Test
  void everyCellHasItsCount() {
    assertEquals(List.of("1,200", "30", "4", "0", "990", "17", "5", "6", "0"), cells(MATRIX, ConfusionCells.COUNTS, 9));
  }

  @Test
  void everyCellHasItsShareOfTheActualClass() {
    List<String> shares = new ArrayList<>();
    for (int[] row : MATRIX.counts()) {
      int support = Arrays.stream(row).sum();
      Arrays.stream(row)
          .mapToObj(count -> count == 0 ? "0" : String.format(Locale.ROOT, "%.3f", (double) count / support))
          .forEach(shares::add);
    }
    assertEquals(shares, cells(MATRIX, ConfusionCells.NORMALIZED, 9));
  }

  @Test
  void mistakesLeaveTheDiagonalOut() {
    assertEquals(List.of("30", "4", "0", "17", "5", "6"), cells(MATRIX, ConfusionCells.MISTAKES, 6));
  }

  @Test
  void ofManyClassesTheCellsWithoutImagesStayEmpty() {
    int classes = 100;
    int[][] counts = new int[classes][classes];
    IntStream.range(0, classes).forEach(i -> counts[i][i] = i + 1);
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    List<String> texts =
        ParsedSvg.of(Charts.confusion(new ConfusionMatrix(counts), names, ConfusionCells.COUNTS)).texts();
    assertTrue(texts.containsAll(IntStream.rangeClosed(1, classes).mapToObj(String::valueOf).toList()));
    assertTrue(texts.containsAll(names));
    assertFalse(texts.contains("0"));
  }

  @Test
  void namesTheClassesOnBothSidesAndShortensLongNames() {
    List<String> names = List.of("a", "b", "no one gives a class a name as long as this one, but it may happen");
    List<String> texts = ParsedSvg.of(Charts.confusion(MATRIX, names, ConfusionCells.COUNTS)).texts();
    assertEquals(2, texts.stream().filter("a"::equals).count());
    assertEquals(2, texts.stream().filter(text -> text.startsWith("no one") && text.endsWith("…")).count());
  }

  @Test
  void saysTheAccuracy() {
    Chart chart = Charts.confusion(Tiny.predictions(), Tiny.NAMES);
    assertEquals("6 of 9 images right, accuracy 0.6667", chart.subtitle());
  }

  @Test
  void eachClassNeedsAName() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Charts.confusion(Tiny.predictions(), List.of("cat", "dog")));
    assertEquals("each of the 3 classes needs a name; received 2 names: cat, dog.", e.getMessage());
  }

  /** The numbers, which are drawn row by row, each row after the names of its class. */
  private static List<String> cells(ConfusionMatrix matrix, ConfusionCells cells, int count) {
    List<String> numbers =
        ParsedSvg.of(Charts.confusion(matrix, Tiny.NAMES, cells)).texts().stream()
            .filter(text -> text.matches("[\\d,.]+"))
            .toList();
    assertEquals(count, numbers.size());
    return numbers;
  }
}
