package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LearningCurvesTest {
  private static final Pattern POINT = Pattern.compile("[ML]([-\\d.]+) ([-\\d.]+)");

  @Test
  void theLinesAreTheSeries() {
    ParsedSvg svg = ParsedSvg.of(Charts.accuracy(Tiny.epochs(), ValueRange.FITTED));
    assertProportional(List.of(0.7, 0.85, 0.9, 0.95), line(svg, Palette.BLUE));
    assertProportional(List.of(0.75, 0.85, 0.875, 0.8), line(svg, Palette.VERMILION));
  }

  @Test
  void theBestEpochIsNamed() {
    assertTrue(texts(Charts.accuracy(Tiny.epochs(), ValueRange.FITTED)).contains("validation, 0.8750 in epoch 3"));
    assertTrue(texts(Charts.loss(Tiny.epochs(), ValueRange.FITTED)).contains("validation, 0.4000 in epoch 3"));
    assertEquals("4 epochs; epoch 3 has the least validation loss", Charts.curves(Tiny.epochs()).subtitle());
  }

  /** The page of a run marks it too. */
  @Test
  void bothMarkTheEpochOfTheLeastValidationLoss() {
    List<EpochResult> epochs = List.of(Tiny.epoch(0, 0.8, 0.7, 0.4, 0.75), Tiny.epoch(1, 0.5, 0.85, 0.5, 0.85));
    assertEquals(0, History.best(epochs));
    assertTrue(texts(Charts.accuracy(epochs, ValueRange.FITTED)).contains("validation, 0.7500 in epoch 1"));
    assertTrue(texts(Charts.loss(epochs, ValueRange.FITTED)).contains("validation, 0.4000 in epoch 1"));
  }

  @Test
  void theHistoryHasAllOfThemOnOneAxis() {
    List<String> texts = texts(Charts.history(Tiny.epochs(), ValueRange.FITTED, ValueRange.ZERO_TO_ONE));
    assertTrue(
        texts.containsAll(
            List.of(
                "train accuracy",
                "validation accuracy, 0.8750 in epoch 3",
                "train loss",
                "validation loss, 0.4000 in epoch 3",
                "learning rate")),
        texts::toString);
  }

  @Test
  void anAxisIsAsLongAsAsked() {
    List<String> texts = texts(Charts.accuracy(Tiny.epochs(), ValueRange.parse("2:3"), ValueRange.parse("0.95:1")));
    assertTrue(texts.containsAll(List.of("2", "3", "0.95", "1.00")), texts::toString);
    assertFalse(texts.contains("4") || texts.contains("0.90"), texts::toString);
  }

  @Test
  void bothStandSideBySide() {
    List<String> texts = texts(Charts.curves(Tiny.epochs()));
    assertTrue(texts.containsAll(List.of("accuracy, from 0.70", "loss", "epoch", "train")));
  }

  @Test
  void withoutValidationNoneIsTheBest() {
    List<EpochResult> epochs =
        List.of(Tiny.epoch(0, 0.5, 0.8, Double.NaN, Double.NaN), Tiny.epoch(1, 0.6, 0.7, Double.NaN, Double.NaN));
    List<String> texts = texts(Charts.accuracy(epochs, ValueRange.FITTED));
    assertTrue(texts.containsAll(List.of("2 epochs, without validation", "train")), texts::toString);
  }

  @Test
  void stagesAreMarkedWhereTheyBegin() {
    List<EpochResult> epochs = List.of(stage(0, 1), stage(1, 1), stage(2, 2), stage(3, 3));
    assertEquals(List.of(3, 4), new LearningCurves(epochs, ValueRange.FITTED).loss(ValueRange.FITTED).stages());
    List<String> texts = texts(Charts.curves(epochs));
    assertTrue(texts.containsAll(List.of("stage 2", "stage 3")), texts::toString);
    assertFalse(texts(Charts.curves(Tiny.epochs())).toString().contains("stage"));
  }

  private static EpochResult stage(int epoch, int stage) {
    return new EpochResult(epoch, 0.1, 1 - 0.1 * epoch, 0.5, 0.9, 0.5, 1, stage);
  }

  @Test
  void aLossThatIsNoNumberIsAGap() {
    List<EpochResult> epochs =
        List.of(
            Tiny.epoch(0, 0.8, 0.5, 0.7, 0.5),
            Tiny.epoch(1, Double.NaN, 0.1, Double.NaN, 0.1),
            Tiny.epoch(2, 0.4, 0.6, Double.POSITIVE_INFINITY, 0.6),
            Tiny.epoch(3, 0.2, 0.6, 0.9, 0.6));
    ParsedSvg svg = ParsedSvg.of(Charts.loss(epochs, ValueRange.FITTED));
    assertTrue(svg.texts().contains("validation, 0.7000 in epoch 1"));
    assertEquals(2, line(svg, Palette.BLUE).size(), "the first stands alone");
  }

  @Test
  void oneEpochIsAPoint() {
    List<String> texts = texts(Charts.curves(Tiny.epochs().subList(0, 1)));
    assertTrue(texts.containsAll(List.of("1 epoch", "1", "validation")), texts::toString);
  }

  @Test
  void nothingButNoNumbersIsAnEmptyPlot() {
    List<EpochResult> epochs = List.of(Tiny.epoch(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    assertTrue(texts(Charts.curves(epochs)).contains("train"));
    assertTrue(Charts.curves(List.of()).png().length > 0);
  }

  @Test
  void accuracyFrom0To1HasBothEnds() {
    List<String> texts = texts(Charts.accuracy(Tiny.epochs(), ValueRange.ZERO_TO_ONE));
    assertTrue(texts.containsAll(List.of("0.0", "1.0")) || texts.containsAll(List.of("0.00", "1.00")), texts::toString);
  }

  @Test
  void theLearningRateBeginsAt0() {
    List<String> texts = texts(Charts.learningRate(Tiny.epochs()));
    assertTrue(texts.stream().anyMatch(text -> text.matches("0(\\.0+)?")), texts.toString());
  }

  private static List<String> texts(Chart chart) {
    return ParsedSvg.of(chart).texts();
  }

  /** The heights of the points of the longest path in a colour. */
  private static List<Double> line(ParsedSvg svg, Color color) {
    List<Double> longest = List.of();
    for (Element path : svg.all("path")) {
      boolean ours =
          ParsedSvg.inherited(path, "stroke").equals(ParsedSvg.rgb(color))
              && ParsedSvg.inherited(path, "fill").equals("none");
      List<Double> heights = new ArrayList<>();
      Matcher point = POINT.matcher(path.getAttribute("d"));
      while (ours && point.find()) {
        heights.add(Double.valueOf(point.group(2)));
      }
      longest = heights.size() > longest.size() ? heights : longest;
    }
    return longest;
  }

  /** Heights are the values after one scaling and one shift, to within the rounding of a coordinate. */
  private static void assertProportional(List<Double> values, List<Double> heights) {
    assertEquals(values.size(), heights.size());
    double scale = (heights.getLast() - heights.getFirst()) / (values.getLast() - values.getFirst());
    assertTrue(scale < 0, "more is higher");
    for (int i = 0; i < values.size(); i++) {
      assertEquals(heights.getFirst() + scale * (values.get(i) - values.getFirst()), heights.get(i), 0.1);
    }
  }
}
