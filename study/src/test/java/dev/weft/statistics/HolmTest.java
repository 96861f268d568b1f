package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class HolmTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("holm");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isStatsmodels(JsonNode golden) {
    assertArrayEquals(Golden.numbers(golden, "adjusted"), Holm.adjusted(Golden.numbers(golden, "p")), 1e-15);
  }

  @Test
  void keepsTheOrderAndLiesBetweenThePValueAndBonferronis() {
    double[] p = new SplittableRandom(1).doubles(20).map(u -> u * u).toArray();
    double[] adjusted = Holm.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      assertTrue(p[i] <= adjusted[i] && adjusted[i] <= Math.min(1, p.length * p[i]));
      for (int j = 0; j < p.length; j++) {
        assertTrue(p[i] > p[j] || adjusted[i] <= adjusted[j]);
      }
    }
  }

  @Test
  void oneFalseAlarmAmongTenComparisonsIsRare() {
    SplittableRandom random = new SplittableRandom(2);
    int alarms = 0;
    for (int experiment = 0; experiment < 10_000; experiment++) {
      double[] adjusted = Holm.adjusted(random.doubles(10).toArray());
      for (double p : adjusted) {
        if (p < Verdict.ALPHA) {
          alarms++;
          break;
        }
      }
    }
    assertEquals(0.05, alarms / 10_000.0, 0.007);
  }

  @Test
  void noComparisonIsNothingToAdjust() {
    assertEquals(0, Holm.adjusted().length);
    assertEquals(List.of(), Holm.verdicts(List.of()));
  }

  @Test
  void aDifferenceMayNotSurviveAmongOthers() {
    McNemar alone = new McNemar(72, 100, 10_000);
    assertEquals(
        "significant: the networks differ on 172 of 10,000 images, 72 against 100 (McNemar, p = 0.039)",
        alone.verdict().sentence());
    List<String> sentences =
        Holm.verdicts(List.of(new McNemar(72, 110, 10_000), alone, new McNemar(26, 22, 10_000))).stream()
            .map(Verdict::sentence)
            .toList();
    assertEquals(
        List.of(
            "significant: the networks differ on 182 of 10,000 images, 72 against 110"
                + " (McNemar, 3 comparisons by Holm, p = 0.018)",
            "not significant: the networks differ on 172 of 10,000 images, 72 against 100"
                + " (McNemar, 3 comparisons by Holm, p = 0.078)",
            "not significant: the networks differ on 48 of 10,000 images, 26 against 22"
                + " (McNemar, 3 comparisons by Holm, p = 0.67)"),
        sentences);
  }

  @Test
  void aPValueIsAProbability() {
    assertRefused("a p-value is 0 to 1; received 1.5.", () -> Holm.adjusted(0.5, 1.5));
    assertRefused("a p-value is 0 to 1; received NaN.", () -> Holm.adjusted(Double.NaN));
  }
}
