package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class BayesianSearchTest {
  private static final String SHORT = Tiny.BASE.replace("epochs: 4", "epochs: 1");
  private static final String SEARCH =
      SHORT
          + """
          bayesian:
            trials: %s
            startup: 4
            batch: 3
            training.optimizer:
              - Adam: { learning_rate: { LogUniform: { low: 0.0001, high: 0.1 } } }
              - SGD: { learning_rate: { LogUniform: { low: 0.001, high: 1 } }, momentum: { Uniform: { low: 0, high: 0.9 } } }
            model.1.Dense.units: { Whole: { low: 4, high: 64, log: true } }
          select: { metric: loss }
          """;

  @TempDir private Path folder;

  private static List<Map<String, Object>> changes(StudyResults results) {
    return results.parts().getFirst().rows().stream().map(row -> row.candidate().changes()).toList();
  }

  @Test
  void settingsBelowAChoiceComeWithIt() {
    Part part = Tiny.study(SEARCH.formatted(10)).parts().getFirst();
    assertEquals(4, part.candidates().size());
    assertEquals(10, part.planned());
    for (Candidate candidate : part.candidates()) {
      Map<String, Object> changes = candidate.changes();
      boolean isAdam = changes.get("training.optimizer").toString().contains("Adam");
      assertEquals(isAdam, changes.containsKey("training.optimizer.Adam.learning_rate"), candidate.name());
      assertEquals(!isAdam, changes.containsKey("training.optimizer.SGD.momentum"), candidate.name());
    }
  }

  @Test
  void oneThatWasStoppedGoesOnWithTheSameRecipes() throws IOException {
    Study study = Tiny.study(SEARCH.formatted(9));
    StudyResults alone = Tiny.run(study, folder.resolve("alone"), 1);
    assertEquals(9, alone.parts().getFirst().rows().size());
    Path path = folder.resolve("stopped");
    int resumed = 0;
    AtomicInteger asked = new AtomicInteger();
    while (Tiny.run(
            Tiny.study(SEARCH.formatted(9)), path, resumed > 0, new Tiny.Seen(), () -> asked.incrementAndGet() > 25)
        .isEmpty()) {
      asked.set(0);
      resumed++;
    }
    assertTrue(resumed > 3, "stopped only " + resumed + " times");
    assertEquals(Tiny.timeless(folder.resolve("alone")), Tiny.timeless(path));
    assertEquals(changes(alone), changes(FinishedStudy.read(path)));
  }

  @Test
  void oneThatGrowsKeepsWhatWasTrained() {
    List<Map<String, Object>> before = changes(Tiny.run(Tiny.study(SEARCH.formatted(6)), folder));
    Tiny.Seen seen = new Tiny.Seen();
    Study grown = Tiny.study(SEARCH.formatted(9));
    StudyResults after = Tiny.run(grown, folder, true, seen, () -> false).orElseThrow();
    assertEquals(3, seen.started.size());
    assertEquals(before, changes(after).subList(0, 6));
  }

  @Test
  void oneStudyMayRunTwiceInAProcess() {
    Study study = Tiny.study(SEARCH.formatted(7));
    List<Map<String, Object>> once = changes(Tiny.run(study, folder.resolve("once")));
    assertEquals(7, once.size());
    assertEquals(once, changes(Tiny.run(study, folder.resolve("twice"))));
  }

  @Test
  void variantsAreChosenTooWithTheirOwnDistributions() {
    String yaml =
        SHORT
            + """
            variants:
              narrow: { model.1.Dense.units: { Whole: { low: 2, high: 8 } } }
              wide: { model.1.Dense.units: 64 }
            bayesian: { trials: 12, startup: 12, training.optimizer.Adam.beta_1: { Uniform: { low: 0.5, high: 0.9 } } }
            select: { metric: accuracy }
            """;
    for (Candidate candidate : Tiny.study(yaml).parts().getFirst().candidates()) {
      int units = (int) candidate.changes().get("model.1.Dense.units");
      assertEquals(candidate.name().startsWith("wide"), units == 64, candidate.name());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          bayesian: { training.batch_size: [1, 2] } | 'bayesian' needs 'trials', how many recipes to train
          bayesian: { trials: 5 } | 'bayesian' needs settings such as
          bayesian: { trials: 5, training.batch_size: [1, 2] } | 'trials' must be at most the number of different points, which is 2 here; received 5.
          bayesian: { trials: 5, training.batch_size: { Whole: { low: 9, high: 3 } } } | 'low' must be less than 'high'
          bayesian: { trials: 5, training.batch_siz: { Whole: { low: 1, high: 3 } } } | Did you mean 'batch_size'?
          bayesian: { trials: 5, training.batch_size: { Whole: { low: -3, high: 300 } } } | 'batch_size' must be at least 1; received -3.
          bayesian: { trials: 5, training.batch_size: { Hole: { low: 1, high: 3 } } } | 'Hole' is not known here
          bayesian: { trials: 5, training.batch_size: [ { Whole: { low: 1, high: 3 } }, 9 ] } | a value of a list is no distribution
          bayesian: { trials: 0, training.batch_size: { Whole: { low: 1, high: 3 } } } | 'trials' must be at least 1; received 0.
          hyperband: { factor: 1, training.batch_size: { Whole: { low: 1, high: 3 } } } | 'factor' must be at least 2; received 1.
          hyperband: { min_epochs: 4, training.batch_size: [1] } | hyperband compares recipes only where trainings have 'factor' times 'min_epochs' epochs, 12, or more; received 9
          bayesian: { trials: 5, training.batch_size: { Choice: [] } } | a 'Choice' must have a value to choose; received none.
          hyperband: { training.batch_size: [1] } | the brackets of 9 epochs have 17 recipes, and there are 1 different points
          """)
  void aMistakeIsNamed(String line, String sentence) {
    String complete = SHORT.replace("epochs: 1", "epochs: 9") + line + "\nselect: { metric: accuracy }\n";
    String error = assertThrows(WeftException.class, () -> Tiny.study(complete)).getMessage();
    assertTrue(error.startsWith("tiny.yaml:8:") && error.contains(sentence), error);
  }

  @Test
  void waysThatDoNotGoTogetherAreRefused() {
    String axis = "{ trials: 3, training.batch_size: { Whole: { low: 1, high: 3 } } }\n";
    String both = SHORT + "random: " + axis + "bayesian: " + axis + "select: { metric: accuracy }\n";
    String error = assertThrows(WeftException.class, () -> Tiny.study(both)).getMessage();
    assertTrue(error.contains("received random and bayesian"), error);
    String unselected = SHORT + "bayesian: " + axis;
    error = assertThrows(WeftException.class, () -> Tiny.study(unselected)).getMessage();
    assertTrue(error.contains("a Bayesian search goes by what 'select' says"), error);
    String halved = SHORT + "bayesian: " + axis + "select: { metric: accuracy }\nhalving: { factor: 2 }\n";
    error = assertThrows(WeftException.class, () -> Tiny.study(halved)).getMessage();
    assertTrue(error.contains("'halving' is for a 'grid' or a 'random' search; received 'bayesian'"), error);
  }
}
