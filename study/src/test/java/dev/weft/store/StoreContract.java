package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store does, on whatever database. */
abstract class StoreContract {
  protected RunStore store;

  /** An empty store of its own for each test. */
  abstract String place();

  @BeforeEach
  void open() {
    store = RunStore.open(place());
  }

  @AfterEach
  void close() {
    store.close();
  }

  static NewRun run(String name) {
    return new NewRun(
        name,
        "b-cnn",
        "mnist",
        Optional.of(Path.of("runs", name)),
        Optional.empty(),
        Map.of("training.optimizer.Adam.learning_rate", "0.001", "training.epochs", "2"),
        Map.of("java", "25", "dataset.sha256", "abc"));
  }

  private static NewRun run(String name, String rate) {
    NewRun run = run(name);
    Map<String, String> parameters = Map.of("training.optimizer.Adam.learning_rate", rate);
    return new NewRun(name, "b-cnn", "mnist", run.folder(), run.place(), parameters, run.provenance());
  }

  private String finished(String name, String rate, double accuracy) {
    long before = System.currentTimeMillis();
    while (System.currentTimeMillis() == before) {
      Thread.onSpinWait(); // no two begin in one millisecond
    }
    String id = store.begin(run(name, rate));
    store.finish(id, Map.of("test.accuracy", accuracy), Map.of());
    return id;
  }

  private List<String> names(Query query) {
    return store.list(query).rows().stream().map(row -> (String) row.get("name")).toList();
  }

  private static Query all() {
    return Query.of(List.of("name"));
  }

  // ---- a run's life

  @Test
  void aRunIsWhatWasSaidOfIt() {
    String id = store.begin(run("first"));
    RunRecord begun = store.get(id);
    assertEquals(RunState.RUNNING, begun.state());
    assertEquals(Optional.empty(), begun.ended());
    assertEquals(Owner.current(), begun.owner());
    store.epoch(id, 1, Map.of("loss", 0.5, "seconds", 2.0));
    store.epoch(id, 2, Map.of("loss", 0.25, "seconds", 3.0, "val_loss", Double.NaN));
    store.finish(id, Map.of("test.accuracy", 0.99, "test.loss", Double.NaN), Map.of());
    RunRecord run = store.get(id);
    assertEquals("first", run.name());
    assertEquals("b-cnn", run.experiment());
    assertEquals("mnist", run.dataset());
    assertEquals(RunState.FINISHED, run.state());
    assertEquals(2, run.epochs());
    assertEquals(5.0, run.seconds());
    assertEquals(Optional.of(Path.of("runs", "first").toAbsolutePath()), run.folder());
    assertEquals(run("first").parameters(), run.parameters());
    assertEquals(run("first").provenance(), run.provenance());
    assertEquals(Map.of("test.accuracy", 0.99, "test.loss", Double.NaN), run.metrics());
    assertTrue(run.ended().isPresent());
    assertEquals(0.5, store.epochs(id).get(1).get("loss"));
    assertEquals(Double.NaN, store.epochs(id).get(2).get("val_loss"));
  }

  @Test
  void aRunOfAStudySaysWhere() {
    StudyPlace place = new StudyPlace("depths", "depth-3", OptionalInt.of(4), OptionalInt.empty());
    NewRun run = run("x");
    String id =
        store.begin(
            new NewRun("x", "b-cnn", "mnist", Optional.empty(), Optional.of(place), run.parameters(), Map.of()));
    assertEquals(Optional.of(place), store.get(id).place());
    assertEquals(Optional.empty(), store.get(id).folder());
    Map<String, Object> row = store.list(Query.of(List.of("study", "fold", "repetition"))).rows().getFirst();
    assertEquals(Map.of("study", "depths", "fold", 4L), row);
  }

  @Test
  void aRunThatFailsOrIsStoppedSaysWhy() {
    String failed = store.begin(run("a"));
    store.fail(failed, "the loss became NaN.");
    assertEquals(RunState.FAILED, store.get(failed).state());
    assertEquals("the loss became NaN.", store.get(failed).reason());
    String killed = store.begin(run("b"));
    store.kill(killed, "stopped by Ctrl-C.");
    assertEquals(RunState.KILLED, store.get(killed).state());
    store.resume(killed, Optional.of(Path.of("elsewhere")));
    assertEquals(Optional.of(Path.of("elsewhere").toAbsolutePath()), store.get(killed).folder());
    assertEquals(RunState.RUNNING, store.get(killed).state());
    assertEquals("", store.get(killed).reason());
    assertEquals(Optional.empty(), store.get(killed).ended());
  }

  @Test
  void anEpochThatIsDoneAgainTakesTheFormersPlace() {
    String id = store.begin(run("a"));
    store.epoch(id, 1, Map.of("loss", 0.5, "seconds", 2.0));
    store.epoch(id, 1, Map.of("loss", 0.4, "seconds", 7.0));
    store.epochs(id, Map.of(1, Map.of("loss", 0.4), 2, Map.of("loss", 0.3)));
    assertEquals(Map.of(1, Map.of("loss", 0.4, "seconds", 7.0), 2, Map.of("loss", 0.3)), store.epochs(id));
    assertEquals(2, store.get(id).epochs());
    assertEquals(7.0, store.get(id).seconds());
  }

  @Test
  void predictionsComeBackToTheBit() {
    Random random = new Random(1);
    int count = 1_000;
    int[] labels = random.ints(count, 0, 10).toArray();
    int[] images = random.ints(count, 0, 60_000).toArray();
    float[] probabilities = new float[10 * count];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = random.nextFloat();
    }
    probabilities[7] = Float.NaN;
    String id = store.begin(run("a"));
    store.finish(id, Map.of(), Map.of(DataPart.TEST, Predictions.of(labels, probabilities, 10).of(images)));
    Predictions back = store.predictions(id, DataPart.TEST).orElseThrow();
    assertArrayEquals(images, back.images());
    assertArrayEquals(labels, back.labels());
    assertArrayEquals(Predictions.of(labels, probabilities, 10).probabilities(), back.probabilities());
    assertEquals(10, back.classes());
    assertTrue(store.predictions(id, DataPart.VALIDATION).isEmpty());
  }

  // ---- what died

  @Test
  void aRunWhoseProcessIsGoneWasKilled() throws Exception {
    Process process = Elsewhere.start("begin", place(), "dead", "1");
    String id = process.inputReader().readLine();
    assertEquals(RunState.RUNNING, store.get(id).state());
    process.destroyForcibly().waitFor();
    assertEquals(List.of("dead"), names(all().where(Condition.parse("state=killed"))));
    RunRecord run = store.get(id);
    assertEquals("its process %d is gone without a word.".formatted(process.pid()), run.reason());
    assertEquals(Optional.of(run.seen()), run.ended());
  }

  @Test
  void ofAProcessOnAnotherMachineNobodyKnows() {
    Owner here = Owner.current();
    assertFalse(here.isGone());
    assertTrue(new Owner(here.host(), here.process(), here.started().minusSeconds(3_600)).isGone());
    assertFalse(new Owner("elsewhere", here.process(), Instant.EPOCH).isGone());
  }

  // ---- finding

  @Test
  void aRunIsFoundByItsNameItsFolderTheBeginningOfItsIdOrAsTheLatest() {
    String first = finished("first", "0.1", 0.5);
    String second = finished("second", "0.2", 0.6);
    assertEquals(first, store.find("first"));
    assertEquals(first, store.find("runs/first"));
    assertEquals(first, store.find(first));
    String prefix = first.substring(0, first.regionMatches(0, second, 0, 7) ? 8 : 7);
    assertEquals(first, store.find(prefix));
    assertEquals(second, store.find("latest"));
    assertEquals(second, store.find("b-cnn"), "the newest of an experiment");
    assertEquals(Optional.of(second), store.inFolder(Path.of("runs/second")));
    assertEquals(Optional.empty(), store.inFolder(Path.of("runs/third")));
  }

  @Test
  void whatIsNoRunOrSeveralIsOneSentence() {
    String none = assertThrows(WeftException.class, () -> store.find("latest")).getMessage();
    assertEquals("there is no run in %s yet; 'weft train' makes one.".formatted(store.place()), none);
    finished("shirts", "0.1", 0.5);
    assertEquals(
        "there is no run 'shrits' in %s; a run is its own name, its folder, its id, its experiment's name or 'latest'; see 'weft runs'. Did you mean 'shirts'?"
            .formatted(store.place()),
        assertThrows(WeftException.class, () -> store.find("shrits")).getMessage());
    String again = finished("shirts", "0.2", 0.5);
    String several = assertThrows(WeftException.class, () -> store.find("shirts")).getMessage();
    assertTrue(several.startsWith("'shirts' must be one run; it may be 2: " + again + " (shirts, "), several);
  }

  // ---- lists

  @Test
  void runsAreListedTheNewestFirst() {
    for (int day = 1; day <= 9; day++) {
      enter("day-" + day, Instant.parse("2026-01-0" + day + "T00:00:00Z"));
    }
    List<String> newestFirst = IntStream.iterate(9, day -> day - 1).limit(9).mapToObj(day -> "day-" + day).toList();
    assertEquals(newestFirst, names(all()));
    assertEquals(newestFirst.subList(0, 3), names(all().first(3)));
    assertEquals(9, store.list(all().first(1)).total());
  }

  /** A run of the past, as import has it. */
  private String enter(String name, Instant begun) {
    return store.enter(
        new PastRun(run(name), RunState.FINISHED, "", begun, begun.plusSeconds(9), Map.of(), Map.of(), Map.of()));
  }

  @Test
  void whatAFolderSaysOfAPastRunTakesThePlaceOfWhatIsKnown() {
    String id = store.begin(run("a"));
    store.kill(id, "it was stopped.");
    store.tag(id, List.of("best"), List.of());
    Instant ended = Instant.parse("2026-01-02T03:04:05Z");
    Predictions said = Predictions.of(new int[] {1}, new float[] {0.25f, 0.75f}, 2).of(new int[] {4});
    PastRun past =
        new PastRun(
            run("a"),
            RunState.FINISHED,
            "",
            ended.minusSeconds(60),
            ended,
            Map.of(1, Map.of("loss", 0.5, "seconds", 2.0)),
            Map.of("test.accuracy", 1.0),
            Map.of(DataPart.TEST, said));
    assertEquals(id, store.enter(past));
    assertEquals(id, store.enter(past), "twice is as once");
    RunRecord run = store.get(id);
    assertEquals(RunState.FINISHED, run.state());
    assertEquals(Optional.of(ended), run.ended());
    assertEquals(1, run.epochs());
    assertEquals(2.0, run.seconds());
    assertEquals(Map.of("test.accuracy", 1.0), run.metrics());
    assertEquals(Set.of("best"), run.tags());
    assertArrayEquals(new int[] {4}, store.predictions(id, DataPart.TEST).orElseThrow().images());
  }

  @Test
  void aRunKeepsTheIdThatItsFolderHasUnlessItIsTaken() {
    NewRun run = run("a");
    NewRun own =
        new NewRun(
            Optional.of("00c0ffee"),
            "a",
            "b-cnn",
            "name: b-cnn",
            "mnist",
            run.folder(),
            run.place(),
            "anna",
            run.parameters(),
            run.provenance());
    assertEquals("00c0ffee", store.begin(own));
    assertEquals("anna", store.get("00c0ffee").user());
    assertEquals("name: b-cnn", store.get("00c0ffee").definition());
    assertNotEquals("00c0ffee", store.begin(own));
    store.begin(run("b"));
    assertEquals(List.of("anna", NewRun.systemUser()).stream().sorted().toList(), store.users());
    assertEquals(List.of("b"), names(all().where(Condition.parse("user!=anna"))));
  }

  @Test
  void onlyRunsThatAreNotKnownToHaveEndedAreUnsettled() {
    finished("a", "0.1", 0.5);
    String killed = store.begin(run("b"));
    store.kill(killed, "it was stopped.");
    store.diverge(store.begin(run("c")), "its loss is NaN.");
    store.stop(store.begin(run("d")), "others were better.");
    assertEquals(Map.of(killed, Path.of("runs/b").toAbsolutePath()), store.unsettled());
  }

  @Test
  void aDamagedRowIsOneSentence() {
    String id = store.begin(run("a"));
    try (Database database = Database.open(place())) {
      database.update("UPDATE run SET state = 'finshed' WHERE id = ?", id);
    }
    String message = assertThrows(WeftException.class, () -> store.get(id)).getMessage();
    assertTrue(message.contains(" has the state 'finshed', which weft does not know"), message);
  }

  @Test
  void damagedPredictionsAreOneSentence() {
    byte[] whole = PredictionBlock.bytes(Predictions.of(new int[] {0, 1, 1}, new float[6], 2));
    byte[] manyImages =
        deflated(out -> {
          out.writeInt(1);
          out.writeInt(Integer.MAX_VALUE);
          out.writeInt(10);
          out.writeBoolean(false);
        });
    byte[] strangeLabel =
        deflated(out -> {
          out.writeInt(1);
          out.writeInt(1);
          out.writeInt(2);
          out.writeBoolean(false);
          out.write(new byte[4]);
          out.write(new byte[] {0, 0, 0, 7});
          out.write(new byte[8]);
        });
    for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), new byte[0], manyImages, strangeLabel)) {
      String message = assertThrows(WeftException.class, () -> PredictionBlock.read(damaged)).getMessage();
      assertTrue(message.startsWith("stored predictions are damaged ("), message);
    }
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] deflated(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      writing.to(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void runsAreSortedByAnyColumnAndThoseWithoutItComeLast() {
    finished("a", "0.1", 0.5);
    finished("b", "10", 0.7);
    finished("c", "9", 0.6);
    store.begin(run("d", "relu"));
    Query query = all();
    assertEquals(List.of("a", "c", "b", "d"), names(query.sortedBy(Order.parse("test.accuracy"))));
    assertEquals(List.of("b", "c", "a", "d"), names(query.sortedBy(Order.parse("-test.accuracy"))));
    assertEquals(
        List.of("a", "c", "b", "d"), names(query.sortedBy(Order.parse("training.optimizer.Adam.learning_rate"))));
    assertEquals(List.of("d", "c", "b", "a"), names(query.sortedBy(Order.parse("-name"))));
  }

  @Test
  void runsAreFilteredByAnyColumn() {
    finished("a", "0.1", 0.5);
    String b = finished("b", "0.01", 0.7);
    finished("c", "0.001", 0.9);
    store.begin(run("d", "0.001"));
    store.tag(b, List.of("best", "cnn"), List.of());
    Map<String, Set<String>> expected =
        Map.ofEntries(
            Map.entry("test.accuracy>0.5", Set.of("b", "c")),
            Map.entry("test.accuracy>=0.5", Set.of("a", "b", "c")),
            Map.entry("test.accuracy < 0.7", Set.of("a")),
            Map.entry("test.accuracy<=0.7", Set.of("a", "b")),
            Map.entry("test.accuracy!=0.7", Set.of("a", "c", "d")),
            Map.entry("training.optimizer.Adam.learning_rate=1e-3", Set.of("c", "d")),
            Map.entry("state=running", Set.of("d")),
            Map.entry("name~A", Set.of("a")),
            Map.entry("tags=best", Set.of("b")),
            Map.entry("tags!=best", Set.of("a", "c", "d")),
            Map.entry("provenance.java=25", Set.of("a", "b", "c", "d")),
            Map.entry("begun>2020-01-01", Set.of("a", "b", "c", "d")),
            Map.entry("begun<2020-01-01", Set.of()));
    expected.forEach((condition, names) ->
        assertEquals(names, new HashSet<>(names(all().where(Condition.parse(condition)))), condition));
    assertEquals(
        List.of("c"), names(all().where(Condition.parse("test.accuracy>0.5")).where(Condition.parse("name!=b"))));
  }

  @Test
  void aColumnThatNoRunHasIsOneSentenceWithTheNearest() {
    assertEquals(List.of(), names(all().where(Condition.parse("test.acuracy>0.5"))));
    finished("a", "0.1", 0.5);
    assertEquals(
        "no run in %s has a column 'test.acuracy'; see all of them with 'weft runs columns'. Did you mean 'test.accuracy'?"
            .formatted(store.place()),
        assertThrows(WeftException.class, () -> names(all().where(Condition.parse("test.acuracy>0.5")))).getMessage());
    assertTrue(store.columns().containsAll(List.of("id", "test.accuracy", "provenance.dataset.sha256")));
    assertThrows(WeftException.class, () -> Condition.parse("accuracy"));
  }

  @Test
  void fiveThousandRunsListAndCompare() {
    int count = 5_000;
    try (Database database = Database.open(place())) {
      database.update(
          numbers(count)
              + """
              INSERT INTO run (id, name, experiment, dataset, state, reason, note, begun, seen, epochs, seconds, host,
                process, process_started)
              SELECT CAST(10000000 + i AS TEXT), 'run', 'e', 'd', 'finished', '', '', i, i, 1, 1, 'h', 1, 1 FROM numbers
              """);
      for (String metric : List.of("test.accuracy", "test.loss")) {
        String insert =
            "INSERT INTO metric (run, name, value) SELECT CAST(10000000 + i AS TEXT), ?, i / 5000.0 FROM numbers";
        database.update(numbers(count) + insert, metric);
      }
    }
    Query query = Query.of(List.of("id", "test.accuracy")).where(Condition.parse("test.accuracy<=0.5"));
    RunTable best = store.list(query.sortedBy(Order.parse("-test.accuracy")).first(3));
    assertEquals(count / 2, best.total());
    assertEquals(
        List.of(
            Map.of("id", "10002500", "test.accuracy", 0.5),
            Map.of("id", "10002499", "test.accuracy", 0.4998),
            Map.of("id", "10002498", "test.accuracy", 0.4996)),
        best.rows());
    List<String> ids = store.list(Query.of(List.of("id"))).rows().stream().map(row -> (String) row.get("id")).toList();
    Map<String, Map<String, Double>> compared = store.metrics(ids);
    assertEquals(ids, List.copyOf(compared.keySet()));
    assertEquals(Map.of("test.accuracy", 0.2, "test.loss", 0.2), compared.get("10001000"));
  }

  private static String numbers(int count) {
    return "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d) "
        .formatted(count);
  }

  // ---- what users add

  @Test
  void tagsAndNotesComeAndGo() {
    String id = store.begin(run("a"));
    store.tag(id, List.of("best", "cnn", "best"), List.of("none"));
    store.note(id, "too slow");
    assertEquals(new TreeSet<>(Set.of("best", "cnn")), store.get(id).tags());
    assertEquals("too slow", store.get(id).note());
    store.tag(id, List.of(), List.of("cnn"));
    store.note(id, "");
    assertEquals(Set.of("best"), store.get(id).tags());
    assertEquals("", store.get(id).note());
    assertEquals(List.of("best"), store.list(Query.of(List.of("tags"))).rows().getFirst().get("tags"));
  }

  @Test
  void aRemovedRunLeavesNothing() {
    String id = store.begin(run("a"));
    store.epoch(id, 1, Map.of("loss", 1.0));
    store.tag(id, List.of("x"), List.of());
    store.finish(id, Map.of("test.accuracy", 1.0), Map.of(DataPart.TEST, Predictions.of(new int[1], new float[2], 2)));
    store.remove(id);
    store.compact();
    assertEquals(List.of(), names(all()));
    assertEquals(Map.of(), store.epochs(id));
    assertTrue(store.predictions(id, DataPart.TEST).isEmpty());
    assertEquals(RunTable.OWN_COLUMNS, List.copyOf(store.columns()));
    String gone = "the run %s is not in %s any more; somebody removed it.".formatted(id, store.place());
    assertEquals(gone, assertThrows(WeftException.class, () -> store.get(id)).getMessage());
    assertEquals(gone, assertThrows(WeftException.class, () -> store.remove(id)).getMessage());
    assertEquals(gone, assertThrows(WeftException.class, () -> store.epoch(id, 2, Map.of("loss", 1.0))).getMessage());
  }

  // ---- together

  @Test
  void processesThatWriteAtOnceLoseNothing() throws Exception {
    int processes = 3;
    int runs = 20;
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      started.add(Elsewhere.start("write", place(), "p" + i, String.valueOf(runs)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<Void> work =
          () -> {
            try (RunStore other = RunStore.open(place())) {
              Elsewhere.write(other, Thread.currentThread().getName(), runs);
              return null;
            }
          };
      for (Future<Void> done : threads.invokeAll(List.of(work, work))) {
        done.get();
      }
    }
    for (Process process : started) {
      assertEquals(0, process.waitFor(), process.errorReader().readAllAsString());
    }
    Query query = Query.of(List.of("id", "name", "epochs", "test.accuracy", "tags"));
    List<Map<String, Object>> rows = store.list(query).rows();
    assertEquals((processes + 2) * runs, rows.size());
    for (Map<String, Object> row : rows) {
      assertEquals(Elsewhere.EPOCHS, row.get("epochs"), row.toString());
      assertEquals(0.5, row.get("test.accuracy"));
      assertEquals(List.of("done"), row.get("tags"));
    }
  }

  @Test
  void aNewerVersionIsRefused() throws IOException {
    try (Database database = Database.open(place())) {
      database.update("UPDATE weft_schema SET version = 99");
    }
    assertEquals(
        "the store %s has tables of version 99, made by a newer weft; this one knows version 4: use the newer, or choose another store with --store."
            .formatted(store.place()),
        assertThrows(WeftException.class, () -> RunStore.open(place())).getMessage());
  }

  @Test
  void everyChangeGivesAnotherVersion() {
    String id = store.begin(run("a"));
    List<String> versions = new ArrayList<>(List.of(store.version()));
    List<Runnable> ofTheRun =
        List.of(
            () -> store.epoch(id, 1, Map.of("loss", 0.5)),
            () -> store.progress(id, "{}", "{}"),
            () -> store.note(id, "slow"),
            () -> store.note(id, "fast"),
            () -> store.tag(id, List.of("best"), List.of()),
            () -> store.kill(id, "stopped."));
    for (Runnable change : ofTheRun) {
      long before = store.changes().get(id);
      change.run();
      assertTrue(store.changes().get(id) > before, "a later change has a larger number");
      versions.add(store.version());
    }
    long before = store.changes().get(id);
    store.begin(run("b"));
    assertEquals(before, store.changes().get(id), "another run is no change of it");
    versions.add(store.version());
    store.remove(id);
    assertFalse(store.changes().containsKey(id));
    versions.add(store.version());
    assertEquals(versions.size(), versions.stream().distinct().count(), versions.toString());
  }

  @Test
  void aRunningRunIsAskedToStopUntilItGoesOn() {
    String id = store.begin(run("a"));
    assertFalse(store.isAskedToStop(id));
    assertTrue(store.askToStop(id));
    assertTrue(store.isAskedToStop(id));
    store.kill(id, "stopped.");
    assertFalse(store.askToStop(id), "it runs no more");
    store.resume(id, Optional.empty());
    assertFalse(store.isAskedToStop(id));
  }

  @Test
  void progressKeepsTheLastValidation() {
    String id = store.begin(run("a"));
    assertEquals(Optional.empty(), store.progress(id));
    store.progress(id, "one", null);
    assertEquals(Optional.of(new ProgressRow("one", "")), store.progress(id));
    store.progress(id, "two", "mistakes");
    store.progress(id, "three", null);
    assertEquals(Optional.of(new ProgressRow("three", "mistakes")), store.progress(id));
  }

  @Test
  void curvesAreOfSomeRunsAndOneName() {
    String one = store.begin(run("a"));
    String two = store.begin(run("b"));
    store.epoch(one, 2, Map.of("loss", 0.25, "accuracy", 0.5));
    store.epoch(one, 1, Map.of("loss", 0.5));
    store.epoch(two, 1, Map.of("accuracy", 0.75));
    assertEquals(Map.of(one, List.of(0.5, 0.25)), store.curves(List.of(one, two), "loss"));
  }

  @Test
  void whatFailsHalfwayHasNotHappened() {
    String id = store.begin(run("a"));
    try (Database database = Database.open(place())) {
      assertThrows(
          IllegalStateException.class,
          () ->
              database.transaction(() -> {
                database.update("UPDATE run SET name = 'other'");
                throw new IllegalStateException("halfway");
              }));
    }
    assertEquals("a", store.get(id).name());
  }
}
