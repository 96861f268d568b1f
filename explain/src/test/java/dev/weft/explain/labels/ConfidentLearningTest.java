package dev.weft.explain.labels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.keras.Json;
import dev.weft.metrics.Predictions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against NumPy: resources/labels/confident_learning.py. */
class ConfidentLearningTest {
  private static final Map<String, Object> GOLDEN = golden();

  private static Map<String, Object> golden() {
    try (var in = ConfidentLearningTest.class.getResourceAsStream("/labels/golden.json")) {
      return Json.read(in.readAllBytes(), "golden.json");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray();
  }

  private static double[][] rows(String name) {
    return ((List<?>) GOLDEN.get(name)).stream().map(ConfidentLearningTest::numbers).toArray(double[][]::new);
  }

  private static Predictions predictions() {
    int[] labels = Arrays.stream(numbers(GOLDEN.get("labels"))).mapToInt(label -> (int) label).toArray();
    return Predictions.of(labels, numbers(GOLDEN.get("probabilities")), 4);
  }

  @Test
  void theConfidentJointIsThatOfThePaper() {
    ConfidentJoint joint = ConfidentJoint.of(predictions());
    assertArrayEquals(numbers(GOLDEN.get("thresholds")), joint.thresholds(), 1e-12);
    double[][] counts = rows("counts");
    double[][] scaled = rows("scaled");
    for (int label = 0; label < 4; label++) {
      assertArrayEquals(counts[label], Arrays.stream(joint.counts()[label]).asDoubleStream().toArray());
      assertArrayEquals(scaled[label], joint.scaled()[label], 1e-12);
    }
  }

  @Test
  void theNoiseModelIsTheLikeliest() {
    NoiseModel model = NoiseModel.of(predictions(), ConfidentJoint.of(predictions()));
    assertEquals((double) GOLDEN.get("temperature"), model.temperature().value(), 1e-2);
    double[][] rates = rows("rates");
    for (int label = 0; label < 4; label++) {
      assertArrayEquals(rates[label], model.rates()[label], 1e-2);
    }
    double[] logOdds = numbers(GOLDEN.get("log_odds"));
    for (int i = 0; i < logOdds.length; i++) {
      assertEquals(logOdds[i], model.logOdds(predictions(), i), 0.1 * Math.max(1, Math.abs(logOdds[i])));
    }
  }

  /** 3,000 images of 3 classes; networks are right as often as they say, and 5 of 100 labels are wrong. */
  @Test
  void plantedLabelsComeFirstAndTheirNumberIsEstimated() {
    SplitMix64 random = SplitMix64.of(5);
    int[] labels = new int[3000];
    boolean[] planted = new boolean[3000];
    double[] probabilities = new double[9000];
    for (int i = 0; i < labels.length; i++) {
      int sure = i % 3;
      double p = 1 - 0.6 * Math.pow(random.nextDouble(), 8);
      int right = random.nextDouble() < p ? sure : (sure + 1 + random.nextInt(2)) % 3;
      planted[i] = random.nextDouble() < 0.05;
      labels[i] = planted[i] ? (right + 1 + random.nextInt(2)) % 3 : right;
      for (int c = 0; c < 3; c++) {
        probabilities[3 * i + c] = c == sure ? p : (1 - p) / 2;
      }
    }
    ConfidentLearning learned = ConfidentLearning.of(Predictions.of(labels, probabilities, 3));
    int count = (int) IntStream.range(0, 3000).filter(i -> planted[i]).count();
    assertEquals(1, learned.temperature(), 0.2);
    assertEquals(count, learned.probable(), 0.15 * count);
    long found = Arrays.stream(learned.order()).limit(learned.probable()).filter(i -> planted[i]).count();
    assertTrue(found > 0.7 * count, found + " of " + count);
  }

  /** A class that no image has must not break the others. */
  @Test
  void aClassWithoutAnImageIsNoLabelsClass() {
    int[] labels = {0, 0, 1, 1};
    double[] p = {0.9, 0.1, 0, 0.8, 0.2, 0, 0.1, 0.9, 0, 0.3, 0.7, 0};
    ConfidentLearning learned = ConfidentLearning.of(Predictions.of(labels, p, 3));
    for (int i = 0; i < 4; i++) {
      assertTrue(learned.wrong(i) < 0.5, "image " + i);
    }
  }
}
