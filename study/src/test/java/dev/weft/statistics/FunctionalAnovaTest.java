package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.statistics.FunctionalAnova.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shares of functions of which they are known, and those of Optuna 5.0's FanovaImportanceEvaluator. */
class FunctionalAnovaTest {
  private static List<Levels> grid() {
    return List.of(
        Levels.ofNumbers(IntStream.range(0, 12).mapToDouble(i -> i % 3).toArray()),
        Levels.ofNumbers(IntStream.range(0, 12).map(i -> i / 3).asDoubleStream().toArray()));
  }

  private static double[] onGrid(ToDoubleFunction<double[]> f) {
    return IntStream.range(0, 12)
        .mapToDouble(i -> f.applyAsDouble(new double[] {i % 3, Math.floorDiv(i, 3)}))
        .toArray();
  }

  /** Points that are drawn evenly from 0 to 1. */
  private static double[][] drawn(int settings, int recipes) {
    SplitMix64 random = SplitMix64.of(5);
    double[][] drawn = new double[settings][recipes];
    for (double[] values : drawn) {
      Arrays.setAll(values, i -> random.nextDouble());
    }
    return drawn;
  }

  private static FunctionalAnova ofDrawn(double[][] drawn, ToDoubleFunction<double[]> f) {
    double[] values =
        IntStream.range(0, drawn[0].length)
            .mapToDouble(i -> f.applyAsDouble(Arrays.stream(drawn).mapToDouble(setting -> setting[i]).toArray()))
            .toArray();
    return FunctionalAnova.of(values, Arrays.stream(drawn).map(Levels::ofNumbers).toList(), 1);
  }

  private static double share(FunctionalAnova anova, int setting) {
    return anova.effects().get(setting).share();
  }

  /** Var 3a = 9 * 2/3 and Var b = 15/12. */
  @Test
  void ofAGridTheSharesAreExact() {
    FunctionalAnova anova = FunctionalAnova.of(onGrid(x -> 3 * x[0] + x[1]), grid(), 1);
    assertTrue(anova.isExact());
    assertEquals(6 / 7.25, share(anova, 0), 1e-12);
    assertEquals(1.25 / 7.25, share(anova, 1), 1e-12);
    assertEquals(0, anova.together(), 1e-12);
    assertEquals(-3, anova.effects().get(0).means().get(0), 1e-12);
  }

  @Test
  void whatSettingsDoOnlyTogetherIsLeft() {
    FunctionalAnova anova = FunctionalAnova.of(onGrid(x -> (x[0] - 1) * (x[1] - 1.5)), grid(), 1);
    assertEquals(0, share(anova, 0), 1e-12);
    assertEquals(0, share(anova, 1), 1e-12);
    assertEquals(1, anova.together(), 1e-12);
  }

  @Test
  void aConstantHasNoShares() {
    FunctionalAnova anova = FunctionalAnova.of(onGrid(x -> 0.5), grid(), 1);
    assertEquals(0, share(anova, 0));
    assertFalse(anova.effects().get(0).isMoreThanChance());
  }

  /** Optuna has 0.899, 0.087 and below 0.001 of 500 points; the truth is 0.9, 0.1 and 0. */
  @Test
  void aForestHasTheSharesOfASum() {
    FunctionalAnova anova = ofDrawn(drawn(3, 500), x -> 3 * x[0] + x[1]);
    assertFalse(anova.isExact());
    assertEquals(0.9, share(anova, 0), 0.02);
    assertEquals(0.1, share(anova, 1), 0.02);
    assertEquals(0, share(anova, 2), 0.002);
    assertTrue(anova.effects().get(1).isMoreThanChance());
    assertFalse(anova.effects().get(2).isMoreThanChance());
    assertTrue(anova.effects().get(0).interval().contains(0.9));
    List<Double> means = anova.effects().get(0).means();
    assertTrue(means.getFirst() < -1 && means.getLast() > 1, "the higher the better: " + means);
  }

  /** Of words the order does not matter: 0.1 for one of three. */
  @Test
  void wordsExplainAsNumbersDo() {
    double[][] drawn = drawn(2, 300);
    List<String> words = Arrays.stream(drawn[0]).mapToObj(x -> x < 0.33 ? "b" : x < 0.67 ? "a" : "c").toList();
    double[] values =
        IntStream.range(0, 300).mapToDouble(i -> (words.get(i).equals("a") ? 1 : 0) + 0.1 * drawn[1][i]).toArray();
    FunctionalAnova anova = FunctionalAnova.of(values, List.of(Levels.ofWords(words), Levels.ofNumbers(drawn[1])), 1);
    double spread = 0.34 * 0.66;
    assertEquals(spread / (spread + 0.01 / 12), share(anova, 0), 0.02);
    List<Double> means = anova.effects().getFirst().means();
    assertEquals(
        1,
        means.get(words.stream().distinct().toList().indexOf("a")) - means.stream().min(Double::compare).get(),
        0.05);
  }

  @Test
  void noiseIsSeldomMoreThanChance() {
    int alarms = 0;
    SplitMix64 random = SplitMix64.of(1);
    for (int study = 0; study < 200; study++) {
      FunctionalAnova anova = FunctionalAnova.of(onGrid(x -> random.nextGaussian()), grid(), study);
      alarms += anova.effects().stream().anyMatch(Effect::isMoreThanChance) ? 1 : 0;
    }
    assertEquals(0.05, alarms / 200.0, 0.04);
  }

  @Test
  void theSameSeedGivesTheSameShares() {
    double[][] drawn = drawn(2, 30);
    assertEquals(ofDrawn(drawn, x -> x[0] * x[1]), ofDrawn(drawn, x -> x[0] * x[1]));
  }

  @Test
  void fewRecipesAreRough() {
    assertTrue(FunctionalAnova.of(onGrid(x -> x[0]), grid(), 1).isRough());
    assertFalse(ofDrawn(drawn(2, 20), x -> x[0]).isRough());
  }

  @Test
  void oneSettingExplainsAllAndIsRefused() {
    assertRefused(
        "shares are those of 2 settings and 2 recipes at least; received 1 and 12.",
        () -> FunctionalAnova.of(new double[12], grid().subList(0, 1), 1));
  }
}
