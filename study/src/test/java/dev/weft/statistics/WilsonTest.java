package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WilsonTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("wilson");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isStatsmodels(JsonNode golden) {
    Interval interval = new Wilson(Golden.integer(golden, "right"), Golden.integer(golden, "images")).interval();
    assertEquals(Golden.number(golden, "low"), interval.low(), 1e-14);
    assertEquals(Golden.number(golden, "high"), interval.high(), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50, 999})
  void containsTheAccuracyAndStaysWithin0And1(int images) {
    for (int right = 0; right <= images; right++) {
      Wilson wilson = new Wilson(right, images);
      assertTrue(wilson.interval().contains(wilson.accuracy()), wilson::sentence);
      assertTrue(0 <= wilson.interval().low() && wilson.interval().high() <= 1, wilson::sentence);
    }
  }

  @Test
  void mistakesHaveTheMirroredInterval() {
    Interval right = new Wilson(868, 1000).interval();
    Interval wrong = new Wilson(132, 1000).interval();
    assertEquals(1 - right.high(), wrong.low(), 1e-15);
    assertEquals(1 - right.low(), wrong.high(), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.9, 0.95})
  void coversTheTrueAccuracyInAbout95Of100TestSets(double accuracy) {
    BinomialDistribution right = BinomialDistribution.of(1000, accuracy);
    double covered =
        IntStream.rangeClosed(0, 1000)
            .filter(k -> new Wilson(k, 1000).interval().contains(accuracy))
            .mapToDouble(right::probability)
            .sum();
    assertEquals(0.95, covered, 0.01);
  }

  @Test
  void isSaidInOneSentence() {
    assertEquals(
        "accuracy 0.9928, 9,928 of 10,000 images, 95 % interval 0.9909 to 0.9943 (Wilson)",
        new Wilson(9928, 10_000).sentence());
  }

  @Test
  void noMoreThanAllImagesAreRight() {
    String rule = "an accuracy needs 1 image at least, of which 0 to all are right; received ";
    assertRefused(rule + "0 right of 0.", () -> new Wilson(0, 0));
    assertRefused(rule + "11 right of 10.", () -> new Wilson(11, 10));
    assertRefused(rule + "-1 right of 10.", () -> new Wilson(-1, 10));
  }
}
