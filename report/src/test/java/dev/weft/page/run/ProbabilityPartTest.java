package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.calibration.Confidence;
import dev.weft.metrics.Predictions;
import dev.weft.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run's page says of probabilities. */
class ProbabilityPartTest {
  private static final List<String> NAMES = List.of("cat", "dog", "eel", "fox");
  private static final ProbabilityPart PART = part(3, 1500);

  /** Made-up predictions of a network whose scores are so many times too large. */
  private static Predictions predictions(long seed, int images, double times) {
    SplitMix64 random = SplitMix64.of(seed);
    int[] labels = new int[images];
    double[] rows = new double[images * NAMES.size()];
    for (int i = 0; i < images; i++) {
      labels[i] = random.nextInt(NAMES.size());
      double sum = 0;
      for (int label = 0; label < NAMES.size(); label++) {
        double score = 2 * random.nextGaussian() + (label == labels[i] ? 4 : 0);
        rows[i * NAMES.size() + label] = Math.exp(times * score);
        sum += rows[i * NAMES.size() + label];
      }
      for (int label = 0; label < NAMES.size(); label++) {
        rows[i * NAMES.size() + label] /= sum;
      }
    }
    return Predictions.of(labels, rows, NAMES.size());
  }

  private static ProbabilityPart part(double times, int images) {
    Confidence confidence = Confidence.fit(predictions(1, images, times));
    Predictions given = predictions(2, images, times);
    List<ProbabilityPart.Way> ways = new ArrayList<>();
    ways.add(new ProbabilityPart.Way("as the network gives them", given));
    ways.add(new ProbabilityPart.Way("with the temperature", confidence.temperature().apply(given)));
    ways.add(new ProbabilityPart.Way("with vector scaling", confidence.vectorScaling().orElseThrow().apply(given)));
    return new ProbabilityPart(Optional.of(confidence), ways, Optional.of(new CalibrationTests(ways)), NAMES, "");
  }

  @Test
  void aNetworkThatIsTooSureIsNamedSoAndTheTemperatureHelps() {
    assertTrue(
        PART.sureness()
            .matches("It gives its predictions 9\\d\\.\\d % on average, and 8\\d\\.\\d % .*: it is too sure\\."),
        PART.sureness());
    assertTrue(
        PART.temperature()
            .matches(
                "The temperature [23]\\.\\d{3}, learned from 1,500 validation images, makes them less sure, and keeps"
                    + " their order. It helped: on the test images the log loss falls by .* \\(95 % interval .* to"
                    + " .*\\); the Brier score falls by .*"),
        PART.temperature());
  }

  @Test
  void ofACalibratedNetworkNoHelpIsShown() {
    ProbabilityPart part = part(1, 400);
    assertTrue(part.sureness().endsWith(": it is as sure as it is right."), part.sureness());
    assertTrue(part.temperature().contains("That it helps is not shown: on the test images of the log loss no change"));
  }

  @Test
  void measuresStandBesideEachOther() {
    Table table = PART.measures();
    assertEquals(
        List.of("measure", "as the network gives them", "with the temperature", "with vector scaling"),
        table.columns());
    double[] error = numbers(table, 7);
    assertTrue(error[0] > 0.05 && error[1] < 0.03, error[0] + " " + error[1]);
    double[] accuracy = numbers(table, 0);
    assertEquals(accuracy[0], accuracy[1], "a temperature changes no class");
    double[] score = numbers(table, 3);
    double[] parts = {numbers(table, 4)[0], numbers(table, 5)[0], numbers(table, 6)[0]};
    assertEquals(score[0], parts[0] - parts[1] + parts[2], 1e-12);
    assertEquals(4, PART.tests().orElseThrow().rows().size());
  }

  private static double[] numbers(Table table, int row) {
    return table.rows().get(row).stream().skip(1).mapToDouble(Table.Cell::order).toArray();
  }

  @Test
  void setsKeepTheirPromise() {
    SetPart sets = PART.sets().orElseThrow();
    assertTrue(sets.sentence().contains("hold the true one for 95 % of images"), sets.sentence());
    assertTrue(
        sets.sentence()
            .contains("The promise is kept, within the chance of 1,500 validation images and 1,500 test images."),
        sets.sentence());
    assertEquals("LAC, shown", sets.table().rows().get(3).getFirst().text());
    for (List<Table.Cell> row : sets.table().rows()) {
      assertTrue(row.get(2).order() > row.get(1).order() - 0.03, row.toString());
    }
    assertEquals(4, sets.classes().rows().size());
  }

  @Test
  void theSurestPredictionsAreMoreOftenRight() {
    Table curve = PART.selective().curve();
    assertTrue(curve.rows().getFirst().get(2).order() < curve.rows().getLast().get(2).order());
    assertEquals(1500, curve.rows().getFirst().get(1).order());
    Table thresholds = PART.selective().table();
    assertEquals("90 %", thresholds.rows().getFirst().getFirst().text());
    assertTrue(thresholds.rows().stream().noneMatch(row -> row.getLast().text().equals("no")), thresholds.toString());
  }

  @Test
  void binsAreATableToo() {
    int images = PART.bins().getFirst().rows().stream().mapToInt(row -> (int) row.get(1).order()).sum();
    assertEquals(1500, images);
    assertEquals(PART.bins().getFirst().rows().size(), PART.diagrams().getFirst().series().getFirst().points().size());
  }
}
