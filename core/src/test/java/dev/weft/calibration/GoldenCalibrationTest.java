package dev.weft.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.metrics.BrierScore;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.Reliability;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against NumPy, SciPy and scikit-learn, by calibration.py. */
class GoldenCalibrationTest {
  private static final JsonNode GOLDEN = golden();

  private static JsonNode golden() {
    try (InputStream in = GoldenCalibrationTest.class.getResourceAsStream("/calibration/calibration.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Predictions predictions(String name) {
    JsonNode node = GOLDEN.get(name);
    int[] labels = IntStream.range(0, node.get("labels").size()).map(i -> node.get("labels").get(i).asInt()).toArray();
    return Predictions.of(labels, doubles(node.get("probabilities")), 4);
  }

  private static double[] doubles(JsonNode values) {
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).asDouble()).toArray();
  }

  @Test
  void calibrationErrors() {
    check("equal_width", Reliability.ofEqualWidth(predictions("judge"), 15));
    check("equal_mass", Reliability.ofEqualMass(predictions("judge"), 15));
  }

  private static void check(String name, Reliability reliability) {
    assertEquals(GOLDEN.get(name).get("expected").asDouble(), reliability.expectedError(), 1e-12, name);
    assertEquals(GOLDEN.get(name).get("maximum").asDouble(), reliability.maximumError(), 1e-12, name);
  }

  @Test
  void brierScoreAndItsParts() {
    BrierScore score = BrierScore.of(predictions("judge"));
    JsonNode expected = GOLDEN.get("brier");
    assertEquals(expected.get("score").asDouble(), score.score(), 1e-12);
    assertEquals(expected.get("miscalibration").asDouble(), score.miscalibration(), 1e-9);
    assertEquals(expected.get("discrimination").asDouble(), score.discrimination(), 1e-9);
    assertEquals(expected.get("uncertainty").asDouble(), score.uncertainty(), 1e-12);
    assertEquals(score.score(), score.miscalibration() - score.discrimination() + score.uncertainty(), 1e-12);
  }

  @Test
  void temperatures() {
    Temperature temperature = Temperature.fit(predictions("fit"));
    assertEquals(GOLDEN.get("temperature").asDouble(), temperature.value(), 1e-5);
    double[] calibrated = temperature.apply(predictions("judge")).probabilities();
    double[] expected = doubles(GOLDEN.get("with_temperature"));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], calibrated[i], 1e-6);
    }
  }

  @Test
  void vectorScalings() {
    VectorScaling scaling = VectorScaling.fit(predictions("fit"));
    double[] expected = doubles(GOLDEN.get("vector_scaling"));
    for (int label = 0; label < 4; label++) {
      assertEquals(expected[label], scaling.factors().get(label), 2e-4);
      assertEquals(expected[4 + label], scaling.shifts().get(label), 2e-4);
    }
  }

  @Test
  void conformalSets() {
    for (JsonNode expected : GOLDEN.get("sets")) {
      ConformalSets.Method method = ConformalSets.Method.valueOf(expected.get("method").asString());
      double coverage = expected.get("coverage").asDouble();
      ConformalSets sets =
          expected.get("by_class").asBoolean()
              ? ConformalSets.fitByClass(method, coverage, predictions("fit"))
              : ConformalSets.fit(method, coverage, predictions("fit"));
      double[] thresholds = doubles(expected.get("thresholds"));
      for (int i = 0; i < thresholds.length; i++) {
        assertEquals(thresholds[i], sets.thresholds().get(i), 1e-12, expected.toString());
      }
      ConformalSets.Outcome outcome = sets.on(predictions("judge"));
      assertEquals(expected.get("covered").asInt(), outcome.covered(), expected.toString());
      assertEquals(expected.get("classes").asInt(), outcome.classes(), expected.toString());
      assertEquals(expected.get("single").asInt(), outcome.single(), expected.toString());
    }
  }

  @Test
  void noNumbersChangeNothing() {
    Predictions none = Predictions.of(new int[] {0, 1}, new double[] {Double.NaN, Double.NaN, 0.2, 0.8}, 2);
    assertEquals(1, Temperature.fit(none).value());
    assertEquals(List.of(1.0, 1.0), VectorScaling.fit(none).factors());
  }

  @Test
  void thresholdsForAnAccuracy() {
    Predictions predictions = predictions("fit");
    GOLDEN
        .get("selective")
        .properties()
        .forEach(expected -> {
          double accuracy = Double.parseDouble(expected.getKey());
          Optional<SelectiveThreshold> threshold = SelectiveThreshold.fit(accuracy, predictions);
          assertEquals(expected.getValue().isNull(), threshold.isEmpty(), expected.getKey());
          threshold.ifPresent(
              found -> assertEquals(expected.getValue().asDouble(), found.threshold(), expected.getKey()));
        });
  }

  @Test
  void tooFewImagesOfAClassAreAlwaysCovered() {
    Predictions few = Predictions.of(new int[] {0, 1}, new double[] {0.9, 0.1, 0.2, 0.8}, 2);
    ConformalSets sets = ConformalSets.fitByClass(ConformalSets.Method.LAC, 0.9, few);
    assertEquals(List.of(0, 1), sets.of(new double[] {0.99, 0.01}));
  }
}
