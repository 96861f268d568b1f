package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.TestFold;
import dev.weft.experiment.Trial;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NestedTest {
  private static final String NESTED =
      Tiny.UNVALIDATED.replace("epochs: 4", "epochs: 2")
          + """
          grid: { training.optimizer.Adam.learning_rate: [0.0001, 0.01] }
          cross_validation: { folds: 2 }
          nested: { folds: 3 }
          select: { metric: accuracy }
          """;

  @TempDir private static Path whole;
  private static StudyResults results;

  @TempDir private Path folder;

  @BeforeAll
  static void run() {
    results = Tiny.run(Tiny.study(NESTED), whole);
  }

  @Test
  void theChoiceIsMadeAgainWithoutEachOuterFold() {
    Study study = Tiny.study(NESTED);
    assertEquals(
        List.of("tiny", "outer fold 1 of tiny", "outer fold 2 of tiny", "outer fold 3 of tiny"),
        study.parts().stream().map(Part::name).toList());
    assertEquals(4 + 3 * (4 + 1), study.planned());
  }

  /** Of one division, no image of an outer fold is among the training or validation images of its choice. */
  @Test
  void noTrainingOfAFoldSeesIt() {
    DataSource strokes = DataSource.named("strokes");
    ImageDataset all = strokes.load(null, Progress.NONE);
    Set<Long> tested = new HashSet<>();
    for (Part part : Tiny.study(NESTED).parts().subList(1, 4)) {
      for (StudyTrial trial : part.trials()) {
        Trial one = Trial.of(trial.experiment(), trial.experiment().data().source().load(null, Progress.NONE));
        Set<Long> fold = indices(one.data().test());
        Set<Long> seen = indices(one.train());
        seen.addAll(indices(one.validation().orElseThrow()));
        assertTrue(seen.stream().noneMatch(fold::contains), trial.name());
        tested.addAll(fold);
      }
    }
    assertEquals(indices(all.train()), tested);
  }

  private static Set<Long> indices(ImageSet images) {
    Set<Long> indices = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      indices.add(images.pixelOffset(i));
    }
    return indices;
  }

  @Test
  void theEstimateIsTheMeanOfTheWinnersOnTheirFolds() {
    NestedEstimate nested = results.nested().getFirst();
    assertEquals(3, nested.folds().size());
    double sum = 0;
    for (PartResults part : results.parts().subList(1, 4)) {
      RecipeResult chosen = part.chosen().orElseThrow();
      assertEquals("chosen: " + part.winner().orElseThrow().candidate().name(), chosen.candidate().name());
      sum += chosen.mean(DataPart.TEST, Metric.ACCURACY).orElseThrow();
    }
    assertEquals(sum / 3, nested.mean(), 1e-12);
    assertEquals(
        results.parts().getFirst().winner().orElseThrow().mean(DataPart.VALIDATION, Metric.ACCURACY).orElseThrow(),
        nested.naive());
    assertEquals(nested.toMap(), FinishedStudy.read(whole).nested().getFirst().toMap());
    String winner = results.parts().getFirst().winner().orElseThrow().candidate().name();
    long same = nested.folds().stream().filter(fold -> fold.chosen().equals(winner)).count();
    String end = same + " of 3 folds chose the winner, " + winner + ".";
    assertTrue(nested.sentence().endsWith(end), nested.sentence());
  }

  /** Three folds of accuracies 0.5, 0.6 and 0.7, 200 images to learn from and 100 to test on; by hand. */
  @Test
  void theIntervalHasTheCorrectionForOverlappingFolds() {
    PartResults part = results.parts().getFirst();
    List<NestedEstimate.Fold> folds =
        List.of(
            new NestedEstimate.Fold(0, "a", 0.7, 0.5, 200, 100),
            new NestedEstimate.Fold(1, "a", 0.7, 0.6, 200, 100),
            new NestedEstimate.Fold(2, "a", 0.7, 0.7, 200, 100));
    Interval interval = new NestedEstimate(part, Metric.ACCURACY, 0.7, folds).interval().orElseThrow();
    double half = 4.302653 * Math.sqrt((1.0 / 3 + 0.5) * 0.01); // t of 2 degrees of freedom
    assertEquals(0.6 - half, interval.low(), 1e-6);
    assertEquals(0.6 + half, interval.high(), 1e-6);
  }

  @Test
  void whereTheIntervalWouldBeAllValuesThereAreTooFewFolds() {
    PartResults part = results.parts().getFirst();
    List<NestedEstimate.Fold> folds =
        List.of(
            new NestedEstimate.Fold(0, "a", 0.7, 0.5, 200, 100), new NestedEstimate.Fold(1, "a", 0.7, 0.6, 200, 100));
    NestedEstimate nested = new NestedEstimate(part, Metric.ACCURACY, 0.7, folds);
    assertEquals(Optional.empty(), nested.interval());
    assertTrue(
        nested.sentence().contains("accuracy 0.5500 (2 outer folds are too few for an interval)"), nested.sentence());
  }

  @Test
  void oneThatWasStoppedGoesOnAndEndsTheSame() throws IOException {
    Path path = folder.resolve("stopped");
    boolean resumes = false;
    AtomicInteger asked = new AtomicInteger();
    while (Tiny.run(Tiny.study(NESTED), path, resumes, new Tiny.Seen(), () -> asked.incrementAndGet() > 200)
        .isEmpty()) {
      asked.set(0);
      resumes = true;
    }
    assertTrue(resumes, "was never stopped");
    assertEquals(Tiny.timeless(whole), Tiny.timeless(path));
  }

  @Test
  void itNeedsAChoice() {
    String yaml = NESTED.replace("select: { metric: accuracy }\n", "");
    String error = assertThrows(WeftException.class, () -> Tiny.study(yaml)).getMessage();
    assertTrue(error.contains("nested cross-validation tests a choice, and nothing is chosen"), error);
  }

  @Test
  void aFoldIsReadAgainFromTheRunsFile() {
    StudyTrial trial = Tiny.study(NESTED).parts().get(1).trials().getFirst();
    assertEquals(TestFold.of(0, 3), trial.experiment().data().source().testFold());
    assertTrue(trial.experiment().toYaml().contains("test_fold"), trial.experiment().toYaml());
  }
}
