package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Average;
import dev.weft.metrics.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassScoresTest {
  private final ConfusionMatrix matrix = ConfusionMatrix.of(Tiny.predictions());
  private final ParsedSvg svg = ParsedSvg.of(Charts.perClass(matrix, Tiny.NAMES));

  @Test
  void everyClassHasItsScoresAndImages() {
    List<String> expected = new ArrayList<>();
    for (int label = 0; label < 3; label++) {
      expected.add(Tiny.NAMES.get(label));
      expected.addAll(said(matrix.precision(label), matrix.recall(label), matrix.f1(label)));
      expected.add("3");
    }
    expected.add("mean");
    expected.addAll(said(matrix.precision(Average.MACRO), matrix.recall(Average.MACRO), matrix.f1(Average.MACRO)));
    expected.add("9");
    List<String> texts = svg.texts();
    assertEquals(expected, texts.subList(texts.size() - expected.size(), texts.size()));
  }

  @Test
  void barsAreAsLongAsTheScores() {
    List<Double> recalls = svg.widths(Palette.VERMILION);
    assertEquals(4, recalls.size());
    for (int label = 0; label < 3; label++) {
      assertEquals(60 * matrix.recall(label), recalls.get(label), 0.01);
    }
  }

  @Test
  void aHundredClassesAreAHundredRows() {
    int[][] counts = new int[100][100];
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "class " + i).toList();
    List<String> texts = ParsedSvg.of(Charts.perClass(new ConfusionMatrix(counts), names)).texts();
    assertTrue(texts.containsAll(names));
  }

  private static List<String> said(double... scores) {
    return Arrays.stream(scores).mapToObj(score -> String.format(Locale.ROOT, "%.4f", score)).toList();
  }
}
