package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.study.TrialResult.State;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartResultsTest {
  private static TrialResult warned(StudyTrial trial, Map<String, String> warnings) {
    return new TrialResult(
        trial, State.FINISHED, "", Path.of("x"), 1, 1, Map.of(), Map.of(), Map.of(), 0, 1, Map.of(), warnings);
  }

  @Test
  void aSearchThatEndedEarlyIsNamed() {
    String search = "bayesian: { trials: 9, training.batch_size: { Whole: { low: 1, high: 20 } } }\n";
    Part part = Tiny.study(Tiny.BASE + search + "select: { metric: accuracy }").parts().getFirst();
    List<RecipeResult> rows =
        part.candidates().stream()
            .limit(7)
            .map(one -> new RecipeResult(one, List.of(warned(part.trials(one).getFirst(), Map.of()))))
            .toList();
    assertTrue(
        new PartResults(part, rows)
            .warnings()
            .contains("the search found 7 different recipes, and no more, of the 9 'trials'."));
  }

  @Test
  void eachKindOfWarningIsSaidOnce() {
    Study study = Tiny.study(Tiny.BASE + "grid: { training.batch_size: [10, 20, 40] }");
    List<StudyTrial> trials = study.trials();
    Map<String, TrialResult> results = new HashMap<>();
    results.put(trials.get(0).id(), warned(trials.get(0), Map.of()));
    results.put(trials.get(1).id(), warned(trials.get(1), Map.of("undertrained", "it still improved.")));
    results.put(
        trials.get(2).id(), warned(trials.get(2), Map.of("undertrained", "so did it.", "missing", "no 3 in it.")));
    List<String> warnings = PartResults.of(study.parts().getFirst(), results).warnings();
    assertEquals(
        List.of("batch_size=20, and 1 more: it still improved.", "batch_size=40: no 3 in it."),
        warnings.stream().sorted().toList());
  }
}
