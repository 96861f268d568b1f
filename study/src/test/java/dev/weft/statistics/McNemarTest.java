package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class McNemarTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("mcnemar");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isSciPysBinomialTestAndStatsmodelsStatistic(JsonNode golden) {
    McNemar test = new McNemar(Golden.integer(golden, "b"), Golden.integer(golden, "c"), 10_000);
    assertEquals(Golden.number(golden, "p"), test.p(), 1e-13);
    OptionalDouble statistic = test.correctedChiSquare();
    assertEquals(golden.get("corrected").isNull(), statistic.isEmpty());
    statistic.ifPresent(value -> assertEquals(Golden.number(golden, "corrected"), value, 1e-12));
  }

  @ParameterizedTest(name = "{0} against {1}: {2} of {3} ways")
  @CsvSource({"1, 0, 2, 2", "5, 0, 2, 32", "4, 1, 12, 32", "7, 0, 2, 128", "2, 2, 16, 16", "3, 2, 32, 32"})
  void countsTheWaysThatAreAsOneSided(int onlyFirst, int onlySecond, double ways, double all) {
    assertEquals(ways / all, new McNemar(onlyFirst, onlySecond, 10).p(), 1e-15);
  }

  @Test
  void theOrderOfTheNetworksDoesNotMatter() {
    for (int onlyFirst = 0; onlyFirst < 20; onlyFirst++) {
      assertEquals(new McNemar(13, onlyFirst, 50).p(), new McNemar(onlyFirst, 13, 50).p());
    }
  }

  @Test
  void aWiderLeadIsRarer() {
    double last = 1;
    for (int lead = 0; lead <= 40; lead += 2) {
      double p = new McNemar(20 + lead / 2, 20 - lead / 2, 100).p();
      assertEquals(lead == 0, p == last, "lead " + lead);
      assertEquals(last, Math.max(last, p));
      last = p;
    }
  }

  @Test
  void onlyImagesThatOneNetworkAloneHasRightCount() {
    int[] labels = {0, 1, 2, 0, 1, 2};
    int[] first = {0, 1, 2, 0, 0, 1};
    int[] second = {0, 0, 1, 2, 1, 0};
    assertEquals(new McNemar(3, 1, 6), McNemar.of(labels, first, second));
    assertEquals(
        new McNemar(1, 2, 4),
        McNemar.of(new boolean[] {true, false, false, true}, new boolean[] {true, true, true, false}));
  }

  @Test
  void isSaidInOneSentence() {
    assertEquals(
        "not significant: the networks differ on 48 of 10,000 images, 26 against 22 (McNemar, p = 0.67)",
        new McNemar(26, 22, 10_000).verdict().sentence());
    assertEquals(
        "significant: the networks differ on 182 of 10,000 images, 72 against 110 (McNemar, p = 0.0059)",
        new McNemar(72, 110, 10_000).verdict().sentence());
    assertEquals(
        "not significant: the networks differ on 0 of 10 images, 0 against 0 (McNemar, p = 1)",
        new McNemar(0, 0, 10).verdict().sentence());
  }

  @Test
  void bothNetworksSawTheSameImages() {
    assertRefused(
        "two networks are compared on the same images; received 2 and 3.",
        () -> McNemar.of(new boolean[2], new boolean[3]));
    assertRefused(
        "two networks say one class each for every label; received 2 labels, 2 and 1 predictions.",
        () -> McNemar.of(new int[2], new int[2], new int[1]));
  }

  @Test
  void countsFitTheImages() {
    String rule = "two networks differ on 0 to all of 1 image or more; received ";
    assertRefused(rule + "0 and 0 of 0.", () -> McNemar.of(new boolean[0], new boolean[0]));
    assertRefused(rule + "3 and 3 of 5.", () -> new McNemar(3, 3, 5));
    assertRefused(rule + "-1 and 3 of 5.", () -> new McNemar(-1, 3, 5));
    assertRefused(rule + "3 and -1 of 5.", () -> new McNemar(3, -1, 5));
  }
}
