package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store on a server, which is started for it where PostgreSQL is installed; in CI it must be. */
class PostgresStoreTest extends StoreContract {
  private static final int EPOCHS = 5;
  private static final int IMAGES = 1_000;

  private static Optional<PostgresServer> server = Optional.empty();
  private static int databases;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
    String reason = "PostgreSQL is not installed here (/usr/lib/postgresql); install postgresql";
    assertTrue(server.isPresent() || !Boolean.parseBoolean(System.getenv("CI")), reason);
    assumeTrue(server.isPresent(), reason);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  @BeforeEach
  @Override
  void open() {
    databases++;
    try (Database database = Database.open(server.orElseThrow().url("postgres"))) {
      database.update("CREATE DATABASE store" + databases);
    }
    super.open();
  }

  @Override
  String place() {
    return server.orElseThrow().url("store" + databases);
  }

  private static String refused(String url) {
    return assertThrows(WeftException.class, () -> RunStore.open(url)).getMessage();
  }

  @Test
  void aDatabaseThatIsNotThereIsOneSentence() {
    String message = refused(server.orElseThrow().url("nowhere"));
    assertTrue(
        message.endsWith(" cannot be used: database \"nowhere\" does not exist; create it first, with 'createdb'."),
        message);
  }

  @Test
  void aServerThatDoesNotAnswerIsOneSentenceWithoutThePassword() throws IOException {
    String message;
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // nobody listens
      message = refused("jdbc:postgresql://127.0.0.1:%d/x?user=me&password=secret".formatted(taken.getLocalPort()));
    }
    assertTrue(message.contains("?user=me&password=... cannot be used: the server does not answer ("), message);
  }

  /** As after a restart of the server; one question is what it costs. */
  @Test
  void aLostConnectionIsMadeAnew() {
    String id = store.begin(run("a"));
    endConnections();
    assertThrows(WeftException.class, () -> store.get(id));
    assertEquals("a", store.get(id).name());
    endConnections();
    assertThrows(WeftException.class, () -> store.begin(run("lost")));
    store.begin(run("b"));
    assertEquals(2, store.list(Query.of(List.of("name"))).total());
  }

  @Test
  void aClosedStoreStaysClosed() {
    store.close();
    assertThrows(WeftException.class, store::version);
    assertThrows(WeftException.class, store::version);
  }

  /** As the jobs of a cluster do: a connection each, and one more that looks at all runs meanwhile. */
  @Test
  void thirtyWritersOfAStudyEachLoseNoRowAndTheListIsThereWithinASecond() throws Exception {
    int writers = 30;
    int runs = 6;
    AtomicBoolean isOver = new AtomicBoolean();
    CountDownLatch open = new CountDownLatch(writers);
    try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
      Future<Long> lists = threads.submit(() -> nineOfTenLists(isOver));
      List<Future<Void>> written = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String study = "study-" + i;
        written.add(
            threads.submit(() -> {
              try (RunStore own = RunStore.open(place())) {
                open.countDown();
                open.await(); // so that all are connected at once
                writeStudy(own, study, runs);
                return null;
              }
            }));
      }
      for (Future<Void> one : written) {
        one.get();
      }
      isOver.set(true);
      assertTrue(lists.get() < 1_000, "nine of ten lists took up to " + lists.get() + " ms");
    }
    Query query = Query.of(List.of("id", "study", "state", "epochs", "test.accuracy"));
    List<Map<String, Object>> rows = store.list(query).rows();
    assertEquals(writers * runs, rows.size());
    for (Map<String, Object> row : rows) {
      String id = (String) row.get("id");
      assertEquals("finished", row.get("state"));
      assertEquals((long) EPOCHS, row.get("epochs"));
      assertEquals(0.5, row.get("test.accuracy"));
      assertEquals(EPOCHS, store.epochs(id).size());
      assertEquals(IMAGES, store.predictions(id, DataPart.TEST).orElseThrow().images().length);
    }
    Map<Object, Long> ofStudies =
        rows.stream().collect(Collectors.groupingBy(row -> row.get("study"), Collectors.counting()));
    assertEquals(writers, ofStudies.size());
    assertEquals(Set.of((long) runs), Set.copyOf(ofStudies.values()));
  }

  /** Milliseconds in which nine of ten lists came; the machine has other things to do, too. */
  private long nineOfTenLists(AtomicBoolean isOver) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    while (!isOver.get()) {
      long began = System.nanoTime();
      store.list(Query.of(List.of("id", "name", "study", "state", "epochs", "test.accuracy")).first(20));
      times.add((System.nanoTime() - began) / 1_000_000);
      Thread.sleep(10);
    }
    Collections.sort(times);
    return times.get((times.size() - 1) * 9 / 10);
  }

  private static void writeStudy(RunStore store, String study, int runs) throws InterruptedException {
    for (int i = 0; i < runs; i++) {
      String id = store.begin(ofStudy(study, i));
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        store.epoch(id, epoch, Map.of("loss", 1.0 / epoch, "seconds", 0.1));
        store.progress(id, "epoch " + epoch, "mistakes");
        Thread.sleep(20); // the rest of an epoch, which needs no store
      }
      Predictions predictions = Predictions.of(new int[IMAGES], new float[10 * IMAGES], 10);
      store.finish(id, Map.of("test.accuracy", 0.5), Map.of(DataPart.TEST, predictions));
    }
  }

  private static NewRun ofStudy(String study, int number) {
    NewRun run = run(study + "-" + number);
    StudyPlace place = new StudyPlace(study, "trial " + number, OptionalInt.empty(), OptionalInt.of(0));
    return new NewRun(
        run.name(),
        run.experiment(),
        run.dataset(),
        run.folder(),
        Optional.of(place),
        run.parameters(),
        run.provenance());
  }

  /** What the server refuses then is one sentence that does not speak of disks. */
  @Test
  void aServerWithoutAFurtherConnectionIsOneSentence() {
    List<RunStore> all = new ArrayList<>();
    try {
      String message = assertThrows(WeftException.class, () -> openMany(all)).getMessage();
      assertTrue(message.contains(" cannot be used: the server has no connection left ("), message);
      assertTrue(message.endsWith("; try again, or raise its max_connections."), message);
    } finally {
      all.forEach(RunStore::close);
    }
  }

  private void openMany(List<RunStore> all) {
    for (int i = 0; i < 1_000; i++) {
      all.add(RunStore.open(place()));
    }
  }

  private static void endConnections() {
    try (Database other = Database.open(server.orElseThrow().url("postgres"))) {
      other.query(
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ?",
          row -> row.getBoolean(1),
          "store" + databases);
    }
  }

  @Test
  void aDatabaseOfSomethingElseKeepsItsTables() {
    try (Database other = Database.open(server.orElseThrow().url("postgres"))) {
      other.update("CREATE TABLE run (distance BIGINT)");
      other.update("INSERT INTO run VALUES (42)");
      String message = refused(server.orElseThrow().url("postgres"));
      assertTrue(message.contains("this one has a table 'run' of something else"), message);
      assertEquals(42, other.query("SELECT distance FROM run", row -> row.getInt(1)).getFirst());
    }
  }
}
