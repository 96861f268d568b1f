package dev.weft.cli.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import dev.weft.store.NewRun;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunsCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  private static Path trained;

  @BeforeAll
  static void train() throws IOException {
    trained = folder.resolve("trained/weft.db");
    train(trained, "slow");
    train(trained, "fast", "--set", "training.optimizer.Adam.learning_rate=0.01", "--epochs", "2");
  }

  private static Said train(Path store, String name, String... more) throws IOException {
    Path out = store.resolveSibling(name);
    return Said.to(SmallRun.train(folder, out, with(more, "--store", store.toString())));
  }

  private static Said runs(Path store, String... args) {
    return Said.to(with(with(new String[] {"runs"}, args), "--store", store.toString()));
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private static RunRecord record(Path store, String name) {
    try (RunStore runs = RunStore.open(store.toString())) {
      return runs.get(runs.find(name));
    }
  }

  /** A run that did not train: its name, and how its life went. */
  private static String begin(RunStore store, Path out) {
    return store.begin(
        new NewRun(
            out.getFileName().toString(), "small", "strokes", Optional.of(out), Optional.empty(), Map.of(), Map.of()));
  }

  // ---- what a training records

  @Test
  void aTrainingIsRecordedWithAllThatCameOfIt() throws IOException {
    RunRecord run = record(trained, "slow");
    assertEquals(RunState.FINISHED, run.state());
    assertEquals("small", run.experiment());
    assertEquals("strokes", run.dataset());
    assertEquals(3, run.epochs());
    assertEquals("0.005", run.parameters().get("training.optimizer.Adam.learning_rate"));
    assertEquals("0.9", run.parameters().get("training.optimizer.Adam.beta_1"));
    assertEquals("Conv2D", run.parameters().get("model.0"));
    assertEquals("0.1", run.parameters().get("data.validation.stratified"));
    assertEquals("1080", run.provenance().get("split.train_images"));
    JsonNode metrics = JSON.readTree(trained.resolveSibling("slow").resolve("metrics.json").toFile());
    assertEquals(metrics.at("/test/accuracy").asDouble(), run.metrics().get("test.accuracy"));
    assertEquals(metrics.at("/validation/loss").asDouble(), run.metrics().get("validation.loss"));
    assertEquals(metrics.at("/history/loss/2").asDouble(), run.metrics().get("train.loss"));
  }

  @Test
  void itsPredictionsAreThoseOfItsFolder() throws IOException {
    List<String> rows = Files.readAllLines(trained.resolveSibling("slow").resolve("predictions.csv"));
    try (RunStore store = RunStore.open(trained.toString())) {
      Predictions test = store.predictions(store.find("slow"), DataPart.TEST).orElseThrow();
      assertEquals(2_000, test.images().length);
      for (int i : new int[] {0, 1_234}) {
        String[] row = rows.get(i + 1).split(",");
        assertEquals(row[0], String.valueOf(test.images()[i]));
        assertEquals(row[1], String.valueOf(test.labels()[i]));
        assertEquals(row[3 + 4], String.valueOf((float) test.probabilities()[10 * i + 4]));
      }
    }
  }

  @Test
  void aResumedRunIsTheSameRun() throws IOException {
    Path store = folder.resolve("resumed/weft.db");
    train(store, "a");
    String id = record(store, "a").id();
    Files.delete(store.resolveSibling("a").resolve("metrics.json"));
    Said said = Said.to("train", "--resume", "a", "--store", store.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(id, record(store, "latest").id());
    assertEquals(RunState.FINISHED, record(store, id).state());
    assertEquals(2, runs(store).out().lines().count());
  }

  @Test
  void aRunThatDivergesSaysWhyAndKeepsWhatWasComputed() throws IOException {
    Path store = folder.resolve("failed/weft.db");
    Said said =
        train(
            store,
            "a",
            "--set",
            "training.optimizer={SGD: {learning_rate: 1e30}}",
            "--set",
            "training.loss=mse",
            "--set",
            "model.6.Dense.activation=linear");
    assertEquals(1, said.code());
    RunRecord run = record(store, "a");
    assertEquals(RunState.DIVERGED, run.state());
    assertTrue(said.err().endsWith("weft: " + run.reason() + "\n"), said.err());
    assertEquals(2, Files.readAllLines(store.resolveSibling("a").resolve("history.csv")).size());
    Said again = Said.to("train", "--resume", "a", "--store", store.toString());
    assertEquals(2, again.code());
    assertTrue(again.err().contains(" cannot go on, as it diverged: " + run.reason()), again.err());
    Said evaluated = Said.to("evaluate", "a", "--store", store.toString());
    assertTrue(evaluated.err().contains(" has no model, as it diverged: " + run.reason()), evaluated.err());
    assertEquals("name\na\n", runs(store, "--filter", "state=diverged", "--columns", "name").out());
  }

  @Test
  void aNetworkWhoseOnlyStepBrokeItIsNotFinished() throws IOException {
    Path store = folder.resolve("broken/weft.db");
    Said said =
        train(
            store,
            "a",
            "--epochs",
            "1",
            "--set",
            "data={dataset: strokes, train_size: 20}",
            "--set",
            "training.optimizer={SGD: {learning_rate: 1e38}}");
    assertEquals(1, said.code(), said.err());
    assertEquals(RunState.DIVERGED, record(store, "a").state());
    assertFalse(said.out().contains("accuracy"), said.out());
  }

  // ---- what a killed process had not told the store

  /** As a kill between {@code metrics.json} and the store's last write leaves it. */
  private static void forget(Path store, String name) {
    try (RunStore runs = RunStore.open(store.toString())) {
      runs.kill(runs.find(name), "its process 1 is gone without a word.");
    }
  }

  @Test
  void aListFindsOutThatARunCameToItsEnd() throws IOException {
    Path store = folder.resolve("healed/weft.db");
    train(store, "a", "--epochs", "1");
    forget(store, "a");
    assertTrue(runs(store).out().contains("  a     finished  "), runs(store).out());
    forget(store, "a");
    Said resumed = Said.to("train", "--resume", "a", "--store", store.toString());
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains(" is finished; its results are in "), resumed.err());
    assertEquals(RunState.FINISHED, record(store, "a").state());
  }

  @Test
  void resumeTellsAStoreThatNeverHeardOfTheRun() throws IOException {
    Path store = folder.resolve("unheard/weft.db");
    train(store, "a", "--epochs", "1");
    Path other = folder.resolve("unheard/other.db");
    RunStore.open(other.toString()).close();
    Said said = Said.to("train", "--resume", store.resolveSibling("a").toString(), "--store", other.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(record(store, "a").metrics(), record(other, "a").metrics());
    assertEquals(record(store, "a").id(), record(other, "a").id());
    assertEquals(record(store, "a").provenance(), record(other, "a").provenance());
    assertEquals(record(store, "a").parameters(), record(other, "a").parameters());
  }

  @Test
  void importTakesRunsFromTheirFolders() throws IOException {
    Path store = folder.resolve("imported/runs.db");
    Said said = runs(store, "import", trained.getParent().toString(), "--user", "anna");
    assertEquals(0, said.code(), said.err());
    assertEquals(2, said.out().lines().count());
    assertEquals("name  user\nfast  anna\nslow  anna\n", runs(store, "--columns", "name,user", "--sort", "name").out());
    assertEquals(record(trained, "fast").metrics(), record(store, "fast").metrics());
    assertEquals(0, runs(store, "import", trained.resolveSibling("slow").toString()).code());
    assertEquals(3, runs(store).out().lines().count());
    Said none = runs(store, "import", folder.resolve("imported").toString());
    assertEquals(2, none.code());
    assertTrue(none.err().contains(" must be the folder of a run, or have such below it"), none.err());
  }

  @Test
  void aRunWhoseFolderIsElsewhereIsDrawnFromTheStore() throws IOException {
    Path store = folder.resolve("elsewhere/weft.db");
    train(store, "a", "--epochs", "2");
    Path chart = folder.resolve("elsewhere/figures");
    String[] drawn = {"chart", "a", "accuracy", "confusion", "--out", chart.toString(), "--store", store.toString()};
    assertEquals(0, Said.to(drawn).code());
    String accuracy = Files.readString(chart.resolve("accuracy.svg"));
    String confusion = Files.readString(chart.resolve("confusion.svg"));
    Files.move(store.resolveSibling("a"), folder.resolve("elsewhere/moved"));
    Said said = Said.to(drawn);
    assertEquals(0, said.code(), said.err());
    assertEquals(
        "weft: the folder of a is not here; this is what the store has of it, without its model and its warnings.\n",
        said.err());
    assertEquals(accuracy, Files.readString(chart.resolve("accuracy.svg")));
    assertEquals(confusion, Files.readString(chart.resolve("confusion.svg")));
    Path page = folder.resolve("elsewhere/page.html");
    Said report = Said.to("report", "a", "--out", page.toString(), "--store", store.toString());
    assertEquals(0, report.code(), report.err());
    assertTrue(Files.exists(page));
    Said filters = Said.to("chart", "a", "filters", "--store", store.toString());
    assertEquals(2, filters.code());
    assertTrue(filters.err().contains("'filters' cannot be drawn of a"), filters.err());
  }

  @Test
  void predictionsThatWereChangedAreOneSentence() throws IOException {
    Path store = folder.resolve("changed/weft.db");
    train(store, "a", "--epochs", "1");
    Path file = store.resolveSibling("a").resolve("predictions.csv");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 500));
    String sentence =
        "weft: %s must be as the run wrote it: it was changed since, its checksum is not that in metrics.json; put a copy of it back, or train anew.\n"
            .formatted(file);
    for (String command : List.of("chart", "report")) {
      Said said = Said.to(command, store.resolveSibling("a").toString(), "--store", store.toString());
      assertEquals(1, said.code());
      assertEquals(sentence, said.err());
    }
  }

  // ---- names and users

  @Test
  void aRunIsFoundByItsOwnNameOrAsTheNewestOfItsExperiment() throws IOException {
    Path store = folder.resolve("named/weft.db");
    train(store, "a", "--epochs", "1");
    train(store, "b", "--epochs", "1", "--name", "faster and better", "--set", "training.batch_size=40");
    Said diff = runs(store, "diff", "small", "a");
    assertEquals(0, diff.code(), diff.err());
    assertTrue(diff.out().startsWith(record(store, "faster and better").id() + "  faster and better  "), diff.out());
    assertEquals(store.resolveSibling("b"), record(store, "faster and better").folder().orElseThrow());
    Said wrong = train(store, "c", "--name", "latest");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("--name must be at most 64 letters"), wrong.err());
    assertEquals(2, train(store, "c", "--name", "a/b").code());
  }

  @Test
  void aStoreOfSeveralUsersSaysWhoseARunIs() throws IOException {
    Path store = folder.resolve("shared/weft.db");
    train(store, "a", "--epochs", "1", "--user", "anna");
    assertTrue(runs(store).out().startsWith("id        name  state "), runs(store).out());
    train(store, "b", "--epochs", "1", "--user", "ben");
    assertTrue(runs(store).out().startsWith("id        name  user  state "), runs(store).out());
    assertEquals("name\na\n", runs(store, "--filter", "user=anna", "--columns", "name").out());
  }

  @Test
  void aStoreThatFailsLosesNoTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no store, but a file that is the user's own");
    Path out = folder.resolve("unrecorded");
    Said said = Said.to(SmallRun.train(folder, out, "--store", file.toString()));
    assertEquals(0, said.code(), said.err());
    assertTrue(Files.exists(out.resolve("metrics.json")));
    assertTrue(
        said.err()
            .contains(
                "weft: warning: the run is not recorded: the store %s cannot be used: it is no SQLite database; move it away, or choose another with --store. Its folder has everything.\n"
                    .formatted(file)),
        said.err());
    assertEquals("no store, but a file that is the user's own", Files.readString(file));
  }

  @Test
  void aStoreThatCanBeNoneIsRefusedBeforeTraining() throws IOException {
    Said said = Said.to(SmallRun.train(folder, folder.resolve("x"), "--store", "jdbc:mysql://host/db"));
    assertEquals(2, said.code());
    assertEquals(
        "weft: --store: a store is a file or a URL that begins with jdbc:postgresql://; received"
            + " 'jdbc:mysql://host/db'.\n",
        said.err());
  }

  // ---- lists

  @Test
  void runsAreListedTheNewestFirst() {
    List<String> lines = runs(trained).out().lines().toList();
    assertTrue(
        lines.getFirst().matches("id +name +state +begun +dataset +epochs +test.accuracy +seconds"), lines.getFirst());
    assertTrue(
        lines.get(1).matches("[0-9a-f]{8}  fast  finished  \\S+ \\S+  strokes +2 +[01]\\.\\d{4} +\\d+\\.\\d"),
        lines.get(1));
    assertTrue(lines.get(2).contains("  slow  finished  "), lines.get(2));
    assertEquals(3, lines.size());
  }

  @Test
  void columnsOrderAndConditionsAreTheUsers() {
    Said said =
        runs(
            trained,
            "--columns",
            "name,training.optimizer.Adam.learning_rate",
            "--sort",
            "training.optimizer.Adam.learning_rate");
    assertEquals(
        """
        name  training.optimizer.Adam.learning_rate
        slow                                  0.005
        fast                                   0.01
        """,
        said.out());
    assertEquals(
        "name\nfast\n", runs(trained, "--columns", "name", "--filter", "epochs<3", "--filter", "name~fa").out());
    assertEquals("no run\n", runs(trained, "--filter", "test.accuracy>1").out());
    Said limited = runs(trained, "--limit", "1");
    assertEquals(2, limited.out().lines().count());
    assertEquals("weft: 1 of 2 runs; more with --limit 5, all with --limit 0.\n", limited.err());
  }

  @Test
  void aListAsJsonHasTheValuesThemselves() {
    JsonNode json = JSON.readTree(runs(trained, "--json", "--sort=-name").out());
    assertEquals(2, json.get("total").asInt());
    assertEquals("slow", json.at("/runs/0/name").asString());
    assertEquals(record(trained, "slow").metrics().get("test.accuracy"), json.at("/runs/0/test.accuracy").asDouble());
  }

  @Test
  void exportWritesEveryColumn() throws IOException {
    Path csv = folder.resolve("runs.csv");
    assertEquals(0, runs(trained, "export", "csv", "--out", csv.toString()).code());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(3, lines.size());
    Set<String> header = Set.of(lines.getFirst().split(","));
    assertTrue(header.containsAll(Set.of("id", "test.accuracy", "model.0.Conv2D.filters", "provenance.java")));
    assertEquals("name\nfast\nslow\n", runs(trained, "export", "csv", "--columns", "name").out());
    assertTrue(header.containsAll(runs(trained, "columns").out().lines().toList()));
  }

  // ---- one run or several

  @Test
  void showSaysAllOfARun() {
    String text = runs(trained, "show", "slow").out();
    assertTrue(text.startsWith("Run " + record(trained, "slow").id() + "  slow\n  state        finished\n"), text);
    assertTrue(text.contains("\n  training.optimizer.Adam.learning_rate"), text);
    assertTrue(text.contains("\n  test.accuracy"), text);
    JsonNode json = JSON.readTree(runs(trained, "show", "latest", "--json").out());
    assertEquals("fast", json.get("name").asString());
    assertEquals(2, json.get("history").size());
  }

  @Test
  void compareAndDiffPutRunsSideBySide() {
    String slow = record(trained, "slow").id();
    String fast = record(trained, "fast").id();
    String compared = runs(trained, "compare", "slow", fast).out();
    assertTrue(compared.startsWith(slow + "  slow  finished\n" + fast + "  fast  finished\n\n"), compared);
    assertTrue(compared.lines().anyMatch(line -> line.matches("epochs +3 +2")), compared);
    assertTrue(
        compared.lines().anyMatch(line -> line.contains(fast) && line.contains(slow) && line.contains("McNemar")),
        compared);
    List<String> diff = runs(trained, "diff", "slow", "fast").out().lines().skip(4).toList();
    assertEquals(2, diff.size(), diff.toString());
    assertTrue(diff.getFirst().matches("training.epochs +3 +2"), diff.toString());
    assertTrue(diff.get(1).matches("training.optimizer.Adam.learning_rate +0.005 +0.01"), diff.toString());
  }

  @Test
  void aRunOfTheStoreIsAModel() {
    Said said = Said.to("evaluate", "slow", "--json", "--store", trained.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(
        record(trained, "slow").metrics().get("test.accuracy"),
        JSON.readTree(said.out()).at("/test/accuracy").asDouble());
    String id = record(trained, "slow").id();
    assertTrue(Said.to("model", id, "--store", trained.toString()).out().startsWith("Model: \"small\""));
  }

  @Test
  void tagsAndNotesAreTheUsers() {
    String id = record(trained, "slow").id();
    assertEquals(id + ": best, cnn\n", runs(trained, "tag", "slow", "best", "cnn").out());
    assertEquals("name\nslow\n", runs(trained, "--filter", "tags=best", "--columns", "name").out());
    assertEquals(id + ": no tags\n", runs(trained, "tag", "slow", "--remove", "best,cnn").out());
    assertEquals(id + ": too slow\n", runs(trained, "note", "slow", "too slow").out());
    assertTrue(runs(trained, "show", "slow").out().contains("  note         too slow\n"));
    assertEquals(id + ": no note\n", runs(trained, "note", "slow", "").out());
  }

  // ---- away with them

  @Test
  void removeAsksAndTakesTheRunsFilesButNoOthers() throws IOException {
    Path place = folder.resolve("removed/weft.db");
    Path out = Files.createDirectories(folder.resolve("removed/a"));
    Files.writeString(out.resolve("experiment.yaml"), "name: a");
    Files.writeString(out.resolve("provenance.json"), "{\"weft\": \"1\", \"lane_bits\": 256, \"split\": {}}");
    Files.writeString(out.resolve("mine.txt"), "the user's");
    try (RunStore store = RunStore.open(place.toString())) {
      store.fail(begin(store, out), "it failed.");
    }
    Said asked = runs(place, "remove", "a");
    assertEquals(2, asked.code());
    assertTrue(asked.err().startsWith("weft: nothing was removed; say --yes to remove "), asked.err());
    assertTrue(Files.exists(out.resolve("experiment.yaml")));
    Said said = runs(place, "remove", "a", "--yes");
    assertEquals(0, said.code(), said.err());
    assertEquals("weft: " + out + " stays: there is more in it than what the run wrote.\n", said.err());
    assertFalse(Files.exists(out.resolve("experiment.yaml")));
    assertTrue(Files.exists(out.resolve("mine.txt")));
    assertEquals("no run\n", runs(place).out());
  }

  @Test
  void theFilesOfALaterRunInTheSameFolderStay() throws IOException {
    Path place = folder.resolve("again/weft.db");
    Path out = Files.createDirectories(folder.resolve("again/a"));
    String first;
    try (RunStore store = RunStore.open(place.toString())) {
      first = begin(store, out);
      store.fail(first, "it failed.");
    }
    assertEquals(0, train(place, "a", "--epochs", "1").code());
    assertEquals(3, runs(place).out().lines().count(), "a training that does not go on is a new run");
    assertEquals(0, runs(place, "remove", first, "--yes").code());
    assertTrue(Files.exists(out.resolve("model.keras")));
    assertEquals(2, runs(place).out().lines().count());
  }

  @Test
  void aPersonIsAskedAndMayAnswer() throws IOException {
    Path place = folder.resolve("asked/weft.db");
    Path out = Files.createDirectories(folder.resolve("asked/a"));
    try (RunStore store = RunStore.open(place.toString())) {
      store.fail(begin(store, out), "it failed.");
    }
    InputStream keyboard = System.in;
    try {
      System.setIn(new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)));
      Said said = Said.to(true, "runs", "remove", "a", "--store", place.toString());
      assertEquals(0, said.code(), said.err());
      assertTrue(said.err().contains(" (a) and their files? [y/N] "), said.err());
    } finally {
      System.setIn(keyboard);
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void aRunningRunIsNotRemovedUnlessForced() {
    Path place = folder.resolve("running/weft.db");
    try (RunStore store = RunStore.open(place.toString())) {
      begin(store, folder.resolve("running/a"));
    }
    Said said = runs(place, "remove", "a", "--yes");
    assertEquals(2, said.code());
    assertTrue(said.err().contains(" is running on "), said.err());
    assertEquals(0, runs(place, "remove", "a", "--yes", "--force").code());
  }

  @Test
  void gcRemovesOnlyWhatIsOfNoUse() throws IOException {
    Path place = folder.resolve("gc/weft.db");
    Path runs = place.getParent();
    try (RunStore store = RunStore.open(place.toString())) {
      store.finish(begin(store, runs.resolve("finished-without-folder")), Map.of(), Map.of());
      store.kill(begin(store, Files.createDirectories(runs.resolve("killed-early"))), "");
      Path resumable = Files.createDirectories(runs.resolve("killed-with-checkpoint"));
      Files.createFile(resumable.resolve("checkpoint"));
      store.kill(begin(store, resumable), "");
      Path finished = Files.createDirectories(runs.resolve("killed-when-all-was-there"));
      Files.createFile(finished.resolve("metrics.json"));
      store.kill(begin(store, finished), "");
      store.fail(begin(store, Files.createDirectories(runs.resolve("failed"))), "x.");
      store.fail(begin(store, runs.resolve("failed-without-folder")), "x.");
      String noted = begin(store, runs.resolve("killed-and-noted"));
      store.kill(noted, "");
      store.note(noted, "look at this");
    }
    Said dry = runs(place, "gc");
    assertEquals(2, dry.out().lines().count(), dry.out());
    assertTrue(dry.out().contains(" (killed-early), killed: it has no checkpoint\n"), dry.out());
    assertTrue(dry.out().contains(" (failed-without-folder), failed: its folder is gone\n"), dry.out());
    assertTrue(dry.err().contains("1 finished runs have no folder any more"), dry.err());
    assertEquals(8, runs(place).out().lines().count());
    assertEquals(0, runs(place, "gc", "--yes").code());
    assertEquals(
        Set.of(
            "finished-without-folder",
            "killed-with-checkpoint",
            "killed-when-all-was-there",
            "failed",
            "killed-and-noted"),
        Set.copyOf(runs(place, "--columns", "name").out().lines().skip(1).toList()));
    assertFalse(Files.exists(runs.resolve("killed-early")));
    assertEquals("nothing to remove\n", runs(place, "gc").out());
  }

  // ---- what is wrong

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          show slwo               | weft: there is no run 'slwo' in STORE; a run is its own name, its folder, its id, its experiment's name or 'latest'; see 'weft runs'. Did you mean 'slow'?
          compare slow            | weft: expected parameter 2 (of 2 mandatory parameters) for positional parameter at index 0..* (RUN)
          diff slow               | weft: missing required parameter: 'RUN'
          --filter accuracy       | weft: --filter: a filter is a column, one of = != < <= > >= ~ and a value
          --filter test.acc>1     | weft: no run in STORE has a column 'test.acc'; see all of them with 'weft runs columns'.
          --sort test.acuracy     | weft: no run in STORE has a column 'test.acuracy'; see all of them with 'weft runs columns'. Did you mean 'test.accuracy'?
          --limit -1              | weft: --limit must be 0 or more; received -1.
          export json             | weft: runs are exported as csv, jsonl or parquet, or to tensorboard or mlflow; received 'json'.
          tag slow a,b            | weft: a tag is at most 64 letters, digits, dots, hyphens, underscores and slashes; received 'a,b'.
          shwo                    | weft: 'shwo' is not known here; see 'weft runs --help'. Did you mean 'show'?
          """)
  void wrongUseIsOneSentenceAndExitCode2(String args, String start) {
    Said said = runs(trained, args.split(" +"));
    assertEquals(2, said.code(), said.err());
    assertTrue(said.err().startsWith(start.replace("STORE", trained.toString())), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }

  @Test
  void aStoreThatIsNotThereIsNotMade() {
    Path nowhere = folder.resolve("nowhere/weft.db");
    Said said = runs(nowhere);
    assertEquals(2, said.code());
    assertEquals(
        "weft: there is no store %s yet; 'weft train' makes one; say --store where another is.\n".formatted(nowhere),
        said.err());
    assertFalse(Files.exists(nowhere));
  }
}
