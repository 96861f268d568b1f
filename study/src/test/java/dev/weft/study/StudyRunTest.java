package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.run.Csv;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.study.TrialResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures memory")
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
  void theWinnerIsTheBestOnTheValidationImages() {
    PartResults part = Tiny.run(Tiny.study(CHOSEN), folder).parts().getFirst();
    double best =
        part.rows().stream()
            .mapToDouble(row -> row.mean(DataPart.VALIDATION, Metric.ACCURACY).orElseThrow())
            .max()
            .orElseThrow();
    RecipeResult winner = part.winner().orElseThrow();
    assertEquals(best, winner.mean(DataPart.VALIDATION, Metric.ACCURACY).orElseThrow());
    assertEquals(3, part.comparisons().size());
    assertTrue(part.comparisons().stream().allMatch(c -> c.reference().equals(winner.candidate().name())));
  }

  @Test
  void oneThatDivergesIsRecordedAndTheOthersGoOn() throws IOException {
    String yaml = Tiny.BASE + "grid: { training.optimizer: [ { SGD: { learning_rate: 1.0e+30 } }, Adam ] }";
    StudyResults results = Tiny.run(Tiny.study(yaml), folder);
    TrialResult diverged = results.trials().getFirst();
    assertEquals(State.DIVERGED, diverged.state());
    assertFalse(diverged.reason().isBlank());
    assertEquals("diverged", results.parts().getFirst().rows().getFirst().state());
    assertEquals("diverged", Csv.rows(folder.resolve(StudyFolder.RESULTS)).getFirst().get("state"));
    assertEquals(State.DIVERGED, FinishedStudy.read(folder).trials().getFirst().state());
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
  void aGridThatGrowsKeepsWhatWasTrained() throws IOException {
    String grid = Tiny.BASE + "grid: { training.batch_size: [%s] }\n";
    Tiny.run(Tiny.study(grid.formatted("10, 40")), folder);
    Tiny.Seen seen = new Tiny.Seen();
    Study grown = Tiny.study(grid.formatted("8, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100"));
    assertTrue(Tiny.run(grown, folder, true, seen, () -> false).isPresent());
    assertEquals(9, seen.started.size());
    assertFalse(seen.started.contains("batch_size=10"));
    assertFalse(seen.started.contains("batch_size=40"));
    try (Stream<Path> folders = Files.list(folder).filter(Files::isDirectory)) {
      assertEquals(
          Set.of(
              "1-batch_size-10",
              "2-batch_size-40",
              "3-batch_size-8",
              "4-batch_size-20",
              "5-batch_size-30",
              "6-batch_size-50",
              "7-batch_size-60",
              "8-batch_size-70",
              "9-batch_size-80",
              "10-batch_size-90",
              "11-batch_size-100"),
          folders.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertEquals(11, FinishedStudy.read(folder).trials().size());
  }

  /** Numbers were once as long as the last one, and figures written as 3.0E-4. */
  @Test
  void foldersOfEarlierVersionsGoOn() throws IOException {
    Study study = Tiny.study(GRID);
    Tiny.run(study, folder);
    Files.move(folder.resolve("1-batch_size-10-units-2"), folder.resolve("001-batch_size-10-units-2.000"));
    Tiny.Seen seen = new Tiny.Seen();
    Tiny.run(study, folder, true, seen, () -> false);
    assertEquals(List.of(), seen.started);
  }

  @Test
  void aFolderOfAPersonIsNotWrittenInto() throws IOException {
    Path own = Files.writeString(Files.createDirectories(folder.resolve("mine")).resolve("thesis.tex"), "mine");
    Study study = Tiny.study(Tiny.BASE);
    Path path = own.getParent();
    String error = assertThrows(WeftException.class, () -> StudyFolder.open(path, study, false)).getMessage();
    assertTrue(error.contains("must be empty; it holds 'thesis.tex'"), error);
    assertThrows(WeftException.class, () -> StudyFolder.open(path, study, true));
    StudyFolder.open(path, study, false, true).close();
    StudyFolder.open(path, Tiny.study(Tiny.BASE + "repeats: 2\n"), false, true).close();
    assertEquals("mine", Files.readString(own));
  }

  @Test
  void whatHalvingStoppedIsNotKilled() {
    Study study = Tiny.study(CHOSEN + "halving: { factor: 2, min_epochs: 1 }\n");
    Tiny.run(study, folder);
    Map<String, Path> folders = TrialFolders.of(folder, study).get(study.name()).byId();
    try (RunStore store = RunStore.open(folder.resolve("runs.db").toString())) {
      List<RunState> states =
          study.trials().stream()
              .map(trial -> store.get(store.inFolder(folders.get(trial.id())).orElseThrow()).state())
              .sorted()
              .toList();
      assertEquals(List.of(RunState.FINISHED, RunState.STOPPED, RunState.STOPPED, RunState.STOPPED), states);
    }
  }

  @Test
  void aMetricThatAFoldLacksChoosesNobody() {
    String yaml =
        Tiny.UNVALIDATED.replace("train_size: 200", "train_size: 30")
            + "variants: { a: { training.batch_size: 8 }, b: { training.batch_size: 16 } }\n"
            + "cross_validation: { folds: 5 }\nselect: { metric: roc_auc_ovr }\n";
    PartResults part = Tiny.run(Tiny.study(yaml), folder).parts().getFirst();
    assertTrue(part.winner().isEmpty());
    String warnings = String.join("\n", part.warnings());
    assertTrue(
        warnings.contains(
            "roc_auc_ovr is not defined on the validation images of 5 of the 5 folds of a, and of 1 more recipe."),
        warnings);
    assertTrue(warnings.contains("nobody won"), warnings);
    assertTrue(warnings.contains("5 folds are more than the images of "), warnings);
    assertTrue(warnings.contains("validation images is of"), warnings);
    for (RecipeResult row : part.rows()) {
      Interval interval = row.interval(DataPart.VALIDATION, Metric.ACCURACY).orElseThrow();
      assertTrue(interval.low() >= 0 && interval.high() <= 1, interval.words());
    }
  }

  @Test
  void theFileInTheFolderNeedsNoOther() throws IOException {
    String base = Tiny.BASE.substring(Tiny.BASE.indexOf("data:")).indent(0);
    Files.writeString(folder.resolve("mlp.yaml"), base.replaceAll("(?m)^  ", ""));
    String yaml =
        "name: small\n"
            + "base: mlp.yaml\n"
            + "variants: { a: mlp.yaml, b: { base: mlp.yaml, training.batch_size: 9 }, c: d-1 }\n";
    Study study = StudyFile.parse("small.yaml", yaml, folder);
    Study again = StudyFile.parse("study.yaml", study.yaml(), Path.of("nowhere"));
    assertEquals(
        study.trials().stream().map(StudyTrial::experiment).toList(),
        again.trials().stream().map(StudyTrial::experiment).toList());
    assertTrue(study.yaml().startsWith("# small.yaml with mlp.yaml in it.\n"), study.yaml());
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
  void halvingChoosesAfterTheFirstEpochByTheValidationImages() {
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
    assertEquals(3, part.rows().getFirst().values(DataPart.VALIDATION, Metric.ACCURACY).orElseThrow().size());
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
  void manyTrainingsNeedNoMoreMemoryThanTwenty() {
    int many = Boolean.getBoolean("weft.thorough") ? 200 : 60;
    List<Integer> seeds = IntStream.rangeClosed(1, many).boxed().toList();
    Study study =
        Tiny.study(
            Tiny.BASE.replace("epochs: 4", "epochs: 1").replace("train_size: 200", "train_size: 40")
                + "grid: { training.seed: "
                + seeds
                + " }");
    long[] used = new long[many + 1];
    AtomicInteger count = new AtomicInteger();
    Tiny.Seen seen =
        new Tiny.Seen() {
          @Override
          public void ended(TrialResult result) {
            int number = count.incrementAndGet();
            if (number == 20 || number == many) {
              System.gc();
              used[number] = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            }
          }
        };
    assertTrue(Tiny.run(study, folder, false, seen, () -> false).isPresent());
    assertTrue(used[many] - used[20] < 8 << 20, "%s bytes after 20, %s after %s".formatted(used[20], used[many], many));
  }
}
