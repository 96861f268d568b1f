package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import dev.weft.store.Query;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of an older Weft, whose folders and store are read by this one. */
class PastRunsTest {
  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws IOException {
    Before.unpack(folder);
  }

  private RunStore store() {
    return RunStore.open(folder.resolve("weft.db").toString());
  }

  @Test
  void anOlderStoreIsReadAndSaysWhatItSaid() {
    try (RunStore store = store()) {
      RunRecord run = store.get(store.find("finished"));
      assertEquals(RunState.FINISHED, run.state());
      assertEquals(3, run.epochs());
      assertEquals(
          MetricsFile.read(folder.resolve("finished")).test().get("accuracy"), run.metrics().get("test.accuracy"));
      assertEquals("", run.user());
      assertEquals(30, store.predictions(run.id(), DataPart.TEST).orElseThrow().images().length);
      assertEquals(RunState.KILLED, store.get(store.find("unfinished")).state());
    }
  }

  @Test
  void aStoreThatTakesAFinishedRunForKilledIsToldOtherwise() {
    try (RunStore store = store()) {
      String id = store.find("unrecorded");
      assertEquals(RunState.KILLED, store.get(id).state());
      PastRuns.heal(store);
      RunRecord run = store.get(id);
      MetricsFile metrics = MetricsFile.read(folder.resolve("unrecorded"));
      assertEquals(RunState.FINISHED, run.state());
      assertEquals("", run.reason());
      assertEquals(metrics.test().get("accuracy"), run.metrics().get("test.accuracy"));
      assertEquals(metrics.validation().get("loss"), run.metrics().get("validation.loss"));
      assertEquals((double) metrics.mistakes(), run.metrics().get("test.mistakes"));
      assertEquals(3, run.epochs());
      assertEquals(
          Optional.of(Instant.parse(ProvenanceFile.read(folder.resolve("unrecorded")).text("finished"))), run.ended());
      Predictions said = store.predictions(id, DataPart.TEST).orElseThrow();
      assertArrayEquals(
          PredictionsFile.read(folder.resolve("unrecorded")).predictions().probabilities(), said.probabilities());
      assertEquals(RunState.KILLED, store.get(store.find("unfinished")).state());
    }
  }

  @Test
  void aRunWhoseFilesAreDamagedStaysAsItIs() throws IOException {
    Files.writeString(folder.resolve("unrecorded/predictions.csv"), "index");
    try (RunStore store = store()) {
      PastRuns.heal(store);
      assertEquals(RunState.KILLED, store.get(store.find("unrecorded")).state());
    }
  }

  @Test
  void foldersThatWereMovedAreEnteredIntoAnotherStore() throws IOException {
    Path moved = Files.createDirectories(folder.resolve("moved"));
    for (String name : List.of("finished", "unfinished")) {
      Files.move(folder.resolve(name), moved.resolve(name));
    }
    try (RunStore other = RunStore.open(folder.resolve("other.db").toString())) {
      for (Path run : PastRuns.in(moved)) {
        PastRuns.enter(other, run, "anna");
        PastRuns.enter(other, run, "anna");
      }
      assertEquals(2, other.list(Query.of(List.of("id"))).total());
      RunRecord finished = other.get(other.find("finished"));
      assertEquals(RunState.FINISHED, finished.state());
      assertEquals("anna", finished.user());
      assertEquals("0.01", finished.parameters().get("training.optimizer.Adam.learning_rate"));
      assertEquals("40", finished.provenance().get("split.train_images"));
      assertTrue(finished.definition().contains("name: old"), finished.definition());
      assertEquals(Optional.of(moved.resolve("finished")), finished.folder());
      RunRecord unfinished = other.get(other.find("unfinished"));
      assertEquals(RunState.KILLED, unfinished.state());
      assertEquals(1, unfinished.epochs());
    }
    try (RunStore known = store()) {
      String id = known.find("finished");
      RunRecord here = known.get(id);
      try (RunStore other = RunStore.open(folder.resolve("other.db").toString())) {
        RunRecord there = other.get(other.find("finished"));
        assertTrue(there.parameters().keySet().containsAll(here.parameters().keySet()), "newer settings may be there");
        assertEquals(here.provenance(), there.provenance());
      }
    }
  }

  @Test
  void aFinishedRunIsNotTakenForKilledWhereItsResultsAreGone() throws IOException {
    Files.delete(folder.resolve("finished/metrics.json"));
    try (RunStore store = store()) {
      String message =
          assertThrows(WeftException.class, () -> PastRuns.enter(store, folder.resolve("finished"), "anna"))
              .getMessage();
      assertEquals(
          folder.resolve("finished")
              + " must have the metrics.json of its run, which the store knows as finished; it has none; put a copy of"
              + " it back.",
          message);
      assertEquals(RunState.FINISHED, store.get(store.find("finished")).state());
    }
  }

  // ---- what is not believed

  private String refused(String file, String text) throws IOException {
    Files.writeString(folder.resolve("finished").resolve(file), text);
    return assertThrows(WeftException.class, () -> FinishedRun.read(folder.resolve("finished"))).getMessage();
  }

  private String damaged(String file, String why) {
    return "%s must be as the run wrote it: %s; put a copy of it back, or train anew."
        .formatted(folder.resolve("finished").resolve(file), why);
  }

  private List<String> predictions() throws IOException {
    return Files.readAllLines(folder.resolve("finished/predictions.csv"));
  }

  @Test
  void predictionsThatWereShortenedAreRefused() throws IOException {
    String few = String.join("\n", predictions().subList(0, 21)) + "\n";
    assertEquals(damaged("predictions.csv", "it has 20 images, and 30 were tested"), refused("predictions.csv", few));
  }

  @Test
  void anAccuracyThatThePredictionsDoNotHaveIsRefused() throws IOException {
    String metrics = Files.readString(folder.resolve("finished/metrics.json"));
    double accuracy = MetricsFile.read(folder.resolve("finished")).test().get("accuracy");
    String other = metrics.replace("\"accuracy\" : " + accuracy, "\"accuracy\" : 0.99");
    String refused = refused("metrics.json", other);
    assertTrue(refused.contains("of its predictions are right, and metrics.json says 0.9900"), refused);
  }

  @Test
  void predictionsInAnotherOrderAreTheSamePredictions() throws IOException {
    PredictionsFile before = PredictionsFile.read(folder.resolve("finished"));
    List<String> lines = predictions();
    String reversed = lines.getFirst() + "\n" + String.join("\n", lines.subList(1, 31).reversed()) + "\n";
    Files.writeString(folder.resolve("finished/predictions.csv"), reversed);
    PredictionsFile after = PredictionsFile.read(folder.resolve("finished"));
    assertArrayEquals(before.predictions().images(), after.predictions().images());
    assertArrayEquals(before.predictions().labels(), after.predictions().labels());
    assertArrayEquals(before.predictions().probabilities(), after.predictions().probabilities());
  }

  @Test
  void predictionsThatCannotBeAreRefusedWithWhatIsWrong() throws IOException {
    List<String> lines = predictions();
    String first = lines.get(1);
    String all = String.join("\n", lines) + "\n";
    String label = first.split(",")[1];
    assertEquals(
        damaged("predictions.csv", "its line 3 has the index 0, which no image or two have"),
        refused("predictions.csv", all.replace("\n1,", "\n0,")));
    assertEquals(
        damaged("predictions.csv", "its line 2 has the label 99, and there are 10 classes"),
        refused("predictions.csv", all.replace(first, first.replaceFirst(",\\d+", ",99"))));
    assertEquals(
        damaged("predictions.csv", "its line 2 has 14 values, and its first line has 13"),
        refused("predictions.csv", all.replace(first, first + ",0.5")));
    String other = first.replaceFirst("," + label, "," + (Integer.parseInt(label) + 1) % 10);
    assertTrue(refused("predictions.csv", all.replace(first, other)).contains(" of its predictions are wrong, and "));
    assertEquals(
        damaged("predictions.csv", "its first line does not begin with index,label,predicted"),
        refused("predictions.csv", ""));
    assertEquals(
        damaged("predictions.csv", "it is no table of predictions"),
        refused("predictions.csv", all.replace("\n0,", "\nx,")));
  }

  @Test
  void metricsThatCannotBeAreRefused() throws IOException {
    assertEquals(damaged("metrics.json", "it does not hold what came out of a run"), refused("metrics.json", "{}"));
  }
}
