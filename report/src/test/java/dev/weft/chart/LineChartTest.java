package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
  @Test
  void everyLineIsInTheLegend() {
    assertTrue(texts(chart(3)).containsAll(List.of("model 0", "model 1", "model 2", "epoch", "accuracy")));
    assertTrue(texts(chart(60)).containsAll(IntStream.range(0, 60).mapToObj(i -> "model " + i).toList()));
  }

  @Test
  void ofVeryManyLinesOnlyTheMarkedOneIsInTheLegend() {
    List<Line> lines = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> lines.add(Line.of("model " + i, new double[] {1, 2}, new double[] {0, i})));
    lines.addFirst(lines.getLast().marked(1));
    List<String> texts = texts(Charts.lines("Many", "epoch", "accuracy", ValueRange.FITTED, lines));
    assertEquals(1, texts.stream().filter(text -> text.startsWith("model ")).count());
    assertTrue(texts.contains("model 59, 59.0000 in epoch 2"), texts.toString());
  }

  @Test
  void linesDifferByColourAndDashes() {
    Set<Object> looks =
        IntStream.range(0, 32)
            .mapToObj(i -> List.of(Palette.series(i), ChartStyle.stroke(i)))
            .collect(Collectors.toSet());
    assertEquals(32, looks.size());
    for (int i = 1; i < 32; i++) {
      assertTrue(
          !Palette.series(i).equals(Palette.series(i - 1)) && !ChartStyle.stroke(i).equals(ChartStyle.stroke(i - 1)));
    }
  }

  @Test
  void linesOfOneNameAreStillSeveral() {
    Line line = Line.of("same", new double[] {1, 2}, new double[] {3, 4});
    Chart chart = Charts.lines("t", "epoch", "loss", ValueRange.FITTED, List.of(line, line));
    assertEquals(2, texts(chart).stream().filter("same"::equals).count());
  }

  private static Chart chart(int lines) {
    double[] epochs = {1, 2, 3};
    return Charts.lines(
        "t",
        "epoch",
        "accuracy",
        ValueRange.ZERO_TO_ONE,
        IntStream.range(0, lines)
            .mapToObj(i -> Line.of("model " + i, epochs, new double[] {0.5, 0.6, 0.7 + i / 1000.0}))
            .toList());
  }

  private static List<String> texts(Chart chart) {
    return ParsedSvg.of(chart).texts();
  }
}
