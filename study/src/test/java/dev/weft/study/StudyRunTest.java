package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.study.TrialResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {
  private static final String GRID =
      Tiny.BASE + "grid: { training.batch_size: [10, 40], model.1.Dense.units: [2, 8] }\n";
  private static final String CHOSEN = GRID + "select: { metric: accuracy }\n";

  @TempDir private Path folder;

  @Test
  void everyTrainingLeavesItsRun() throws IOException {
    StudyResults results = Tiny.run(Tiny.study(CHOSEN), folder);
    assertEquals(4, results.trials().size());
    for (TrialResult trial : results.trials()) {
      assertEquals(State.FINISHED, trial.state(), trial.reason());
      assertEquals(4, trial.epochs());
      assertTrue(Files.exists(trial.folder().resolve("model.keras")));
      double right = 0;
      Predictions predictions = trial.predictions();
      for (int i = 0; i < predictions.size(); i++) {
        right += predictions.predicted(i) == predictions.labels()[i] ? 1 : 0;
      }
      assertEquals(trial.test().get("accuracy"), right / predictions.size(), 1e-12);
    }
    assertEquals(5, Files.readAllLines(folder.resolve("results.csv")).size());
    assertTrue(Files.exists(folder.resolve("results.json")));
  }

  @Test
  void theWinnerIsTheBestOnTheValidationPictures() {
    PartResults part = Tiny.run(Tiny.study(CHOSEN), folder).parts().getFirst();
    double best =
        part.rows().stream().mapToDouble(row -> row.mean("validation", "accuracy").orElseThrow()).max().orElseThrow();
    RecipeResult winner = part.winner().orElseThrow();
    assertEquals(best, winner.mean("validation", "accuracy").orElseThrow());
    assertEquals(3, part.comparisons().size());
    assertTrue(part.comparisons().stream().allMatch(c -> c.reference().equals(winner.candidate().name())));
  }

  @Test
  void oneThatFailsIsRecordedAndTheOthersGoOn() {
    String yaml = Tiny.BASE + "grid: { training.optimizer: [ { SGD: { learning_rate: 1.0e+30 } }, Adam ] }";
    StudyResults results = Tiny.run(Tiny.study(yaml), folder);
    TrialResult failed = results.trials().getFirst();
    assertEquals(State.FAILED, failed.state());
    assertFalse(failed.reason().isBlank());
    assertEquals(State.FINISHED, results.trials().get(1).state());
  }

  @Test
  void oneThatWasStoppedGoesOnAndEndsTheSame() throws IOException {
    Study study = Tiny.study(CHOSEN);
    Tiny.run(study, folder.resolve("alone"));
    Path path = folder.resolve("stopped");
    int resumed = 0;
    AtomicInteger asked = new AtomicInteger();
    // each time a few more steps, until it comes to its end
    while (Tiny.run(study, path, resumed > 0, new Tiny.Seen(), () -> asked.incrementAndGet() > 40).isEmpty()) {
      asked.set(0);
      resumed++;
    }
    assertTrue(resumed > 3, "stopped only " + resumed + " times");
    assertEquals(Tiny.timeless(folder.resolve("alone")), Tiny.timeless(path));
  }

  @Test
  void whatIsFinishedIsNotRunAgain() {
    Study study = Tiny.study(GRID);
    Tiny.run(study, folder);
    Tiny.Seen seen = new Tiny.Seen();
    assertTrue(Tiny.run(study, folder, true, seen, () -> false).isPresent());
    assertEquals(List.of(), seen.started);
    assertEquals(4, seen.ended.size());
  }

  @Test
  void anotherStudyDoesNotGoOnInItsFolder() {
    Tiny.run(Tiny.study(GRID), folder);
    Study other = Tiny.study(GRID.replace("epochs: 4", "epochs: 5"));
    String error = assertThrows(WeftException.class, () -> StudyFolder.open(folder, other, true)).getMessage();
    assertTrue(error.contains("training.epochs is 4 there and 5 in the study"), error);
    error = assertThrows(WeftException.class, () -> StudyFolder.open(folder, Tiny.study(GRID), false)).getMessage();
    assertTrue(error.contains("go on with it by --resume"), error);
  }

  @Test
  void twoAtOnceInOneFolderAreRefused() {
    Study study = Tiny.study(GRID);
    try (StudyFolder first = StudyFolder.open(folder, study, false)) {
      assertEquals(folder, first.path());
      String error = assertThrows(WeftException.class, () -> StudyFolder.open(folder, study, true)).getMessage();
      assertTrue(error.startsWith("another weft is at work in"), error);
    }
  }

  @Test
  void halvingTrainsOnlyTheBestToTheirEnd() {
    Study study = Tiny.study(CHOSEN + "halving: { factor: 2, min_epochs: 1 }\n");
    StudyResults results = Tiny.run(study, folder);
    List<Integer> epochs = results.trials().stream().map(TrialResult::epochs).sorted().toList();
    assertEquals(List.of(1, 1, 2, 4), epochs);
    TrialResult last = results.trials().stream().filter(t -> t.state() == State.FINISHED).findFirst().orElseThrow();
    assertEquals(last.trial().candidate(), results.parts().getFirst().winner().orElseThrow().candidate());
  }

  @Test
  void halvingChoosesAfterTheFirstEpochByTheValidationPictures() {
    StudyResults whole = Tiny.run(Tiny.study(CHOSEN.replace("epochs: 4", "epochs: 1")), folder.resolve("one"));
    StudyResults halved =
        Tiny.run(Tiny.study(CHOSEN + "halving: { factor: 4, min_epochs: 1 }\n"), folder.resolve("halved"));
    Optional<RecipeResult> best = whole.parts().getFirst().winner();
    assertEquals(
        best.orElseThrow().candidate().name(), halved.parts().getFirst().winner().orElseThrow().candidate().name());
  }

  @Test
  void foldsAreComparedByTheCorrectedTTest() {
    String yaml =
        Tiny.UNVALIDATED + "variants: { a: {}, b: { model.1.Dense.units: 2 } }\ncross_validation: { folds: 3 }";
    PartResults part = Tiny.run(Tiny.study(yaml), folder).parts().getFirst();
    assertEquals(3, part.rows().getFirst().values("validation", "accuracy").orElseThrow().size());
    String sentence = part.comparisons().getFirst().sentence();
    assertTrue(sentence.startsWith("b against a: "), sentence);
    assertTrue(sentence.contains("t-test"), sentence);
  }

  @Test
  void repeatsAreComparedByTheBootstrap() {
    String yaml = Tiny.BASE + "variants: { a: {}, b: { model.1.Dense.units: 2 } }\nrepeats: 2";
    PartResults part = Tiny.run(Tiny.study(yaml), folder).parts().getFirst();
    assertTrue(part.comparisons().getFirst().sentence().contains("bootstrap"));
  }

  @Test
  void twoHundredTrainingsNeedNoMoreMemoryThanTwenty() {
    List<Integer> seeds = IntStream.rangeClosed(1, 200).boxed().toList();
    Study study =
        Tiny.study(
            Tiny.BASE.replace("epochs: 4", "epochs: 1").replace("train_size: 200", "train_size: 40")
                + "grid: { training.seed: "
                + seeds
                + " }");
    long[] used = new long[201];
    AtomicInteger count = new AtomicInteger();
    Tiny.Seen seen =
        new Tiny.Seen() {
          @Override
          public void ended(TrialResult result) {
            int number = count.incrementAndGet();
            if (number == 20 || number == 200) {
              System.gc();
              used[number] = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            }
          }
        };
    assertTrue(Tiny.run(study, folder, false, seen, () -> false).isPresent());
    assertTrue(used[200] - used[20] < 8 << 20, "%,d bytes after 20, %,d after 200".formatted(used[20], used[200]));
  }
}
