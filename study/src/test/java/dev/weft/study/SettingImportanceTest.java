package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.study.TrialResult.State;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SettingImportanceTest {
  private static final String GRID = "grid: { training.batch_size: [10, 20, 40], training.epochs: [1, 2, 3, 4] }\n";

  private static TrialResult trained(StudyTrial trial, State state, double accuracy) {
    return new TrialResult(
        trial,
        state,
        "",
        Path.of("x"),
        1,
        1,
        Map.of(),
        Map.of("accuracy", accuracy, "loss", 1 - accuracy),
        Map.of("accuracy", 0.5),
        0,
        1,
        Map.of(),
        Map.of());
  }

  private static PartResults results(String yaml, ToDoubleFunction<StudyTrial> accuracy) {
    Part part = Tiny.study(Tiny.BASE + yaml).parts().getFirst();
    Map<String, TrialResult> results = new LinkedHashMap<>();
    for (StudyTrial trial : part.trials()) {
      double value = accuracy.applyAsDouble(trial);
      results.put(trial.id(), trained(trial, Double.isNaN(value) ? State.DIVERGED : State.FINISHED, value));
    }
    return PartResults.of(part, results);
  }

  private static double number(StudyTrial trial, String path) {
    return trial.candidate().changes().get(path) instanceof Number number ? number.doubleValue() : 0;
  }

  private static double batchSize(StudyTrial trial) {
    return number(trial, "training.batch_size");
  }

  private static double epochs(StudyTrial trial) {
    return number(trial, "training.epochs");
  }

  /** Of 0.1 for 20 and 0.02 an epoch: variances 0.01 * 2/9 and 0.0004 * 5/4. */
  @Test
  void aGridIsDecomposedExactlyByTheSelectedMetric() {
    SettingImportance importance =
        results(GRID + "select: { metric: loss }", trial -> (batchSize(trial) == 20 ? 0.1 : 0) + 0.02 * epochs(trial))
            .importance()
            .orElseThrow();
    assertEquals(List.of(List.of("training.batch_size"), List.of("training.epochs")), importance.settings());
    assertTrue(importance.anova().isExact());
    double total = 0.01 * 2 / 9 + 0.0004 * 5 / 4;
    assertEquals(0.01 * 2 / 9 / total, importance.anova().effects().getFirst().share(), 1e-9);
    assertTrue(Double.isNaN(importance.noise()));
  }

  @Test
  void recipesThatDivergedDoNotCount() {
    SettingImportance importance =
        results(
                GRID + "select: { metric: accuracy }",
                trial -> batchSize(trial) == 40 && epochs(trial) > 2 ? Double.NaN : batchSize(trial))
            .importance()
            .orElseThrow();
    assertEquals(10, importance.recipes().size());
    assertFalse(importance.anova().isExact());
  }

  @Test
  void settingsThatChangeOnlyTogetherAreOne() {
    String variants =
        """
        variants:
          small: { training.batch_size: 10, training.epochs: 1 }
          large: { training.batch_size: 40, training.epochs: 3 }
        grid: { training.shuffle: [true, false] }
        select: { metric: accuracy }
        """;
    SettingImportance importance = results(variants, SettingImportanceTest::epochs).importance().orElseThrow();
    assertEquals(
        List.of(List.of("training.batch_size", "training.epochs"), List.of("training.shuffle")), importance.settings());
    assertEquals(1, importance.anova().effects().getFirst().share(), 1e-12);
  }

  @Test
  void aSettingThatSomeRecipesLackHasALevelForThem() {
    String variants =
        """
        variants:
          plain: {}
          epochs: { training.epochs: 3 }
        grid: { training.batch_size: [10, 20] }
        select: { metric: accuracy }
        """;
    SettingImportance importance = results(variants, SettingImportanceTest::epochs).importance().orElseThrow();
    assertEquals(2, importance.levels().get(importance.settings().indexOf(List.of("training.epochs"))).count());
  }

  /** A deviation of 0.1 between two trainings is a variance of 0.005 of their mean. */
  @Test
  void repeatsSayHowMuchIsNoise() {
    SettingImportance importance =
        results(
                "repeats: 2\nselect: { metric: accuracy }\n" + GRID,
                trial -> epochs(trial) + (trial.repeat() - 0.5) * Math.sqrt(0.02))
            .importance()
            .orElseThrow();
    double spread = 1.25 * 12 / 11;
    assertEquals(0.005 / spread, importance.noise(), 1e-9);
  }

  @Test
  void oneSettingOrEqualValuesOrThreeRecipesSayNothing() {
    String select = "select: { metric: accuracy }\n";
    assertTrue(results(select + "grid: { training.epochs: [1, 2, 3, 4] }", t -> epochs(t)).importance().isEmpty());
    assertTrue(results(select + GRID, t -> 0.5).importance().isEmpty());
    assertTrue(results(select + GRID, t -> epochs(t) == 1 ? batchSize(t) : Double.NaN).importance().isEmpty());
  }
}
