package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.store.NewRun;
import dev.weft.store.PastRun;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The list of a store with 5,000 runs of 20 epochs; {@code docs/serve.md} has the figures that it publishes. */
class HomeListTest {
  private static final int RUNS = 5_000;
  private static final int ENTERED = 200;
  private static final int EPOCHS = 20;
  private static final int LOOKS = 15;

  private static final Map<String, String> USUAL = Map.of();
  private static final Map<String, String> CHOSEN =
      Map.of("filter", "test.accuracy>0.5; user=ada", "sort", "-test.accuracy", "page", "3");

  @TempDir private Path folder;

  @Test
  void fiveThousandRunsStayFluid(TestReporter reporter) throws SQLException {
    Path file = folder.resolve("weft.db");
    try (RunStore store = RunStore.open(file.toString())) {
      for (int i = 0; i < ENTERED; i++) {
        store.enter(run(i));
      }
      copy(file);
      HomeList home = new HomeList(store);
      assertTrue(page(home, CHOSEN).contains("page=2"), "it is a page of several");
      for (Map<String, String> query : List.of(USUAL, CHOSEN)) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
          long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          page(home, query);
          seconds.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9);
        }
        int page = page(home, query).getBytes(StandardCharsets.UTF_8).length;
        int moving = home.page(query).moving().getBytes(StandardCharsets.UTF_8).length;
        double median = seconds.stream().sorted().toList().get(LOOKS / 2);
        String figures =
            String.format(
                Locale.ROOT,
                "first %.3f s, median %.3f s of a processor; %d bytes, %d of them after a change",
                seconds.getFirst(),
                median,
                page,
                moving);
        reporter.publishEntry(query.toString(), figures);
        assertTrue(median < 1 && page < 400_000 && moving < 200_000, figures);
      }
      assertEquals(RUNS, store.changes().size());
    }
  }

  /** The rows of the runs that were entered again and again, later each time, as other runs: all in one transaction. */
  private static void copy(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : List.of("run", "parameter", "metric", "epoch")) {
        String id = table.equals("run") ? "id" : "run";
        statement.execute("CREATE TEMP TABLE copy_of_%1$s AS SELECT * FROM %1$s".formatted(table));
        for (int copy = 1; copy < RUNS / ENTERED; copy++) {
          statement.execute(
              "UPDATE copy_of_%1$s SET %2$s = substr(%2$s, 1, 6) || '%3$s'".formatted(table, id, 10 + copy));
          if (table.equals("run")) {
            long later = Duration.ofMinutes(ENTERED).toMillis();
            statement.execute(
                "UPDATE copy_of_run SET begun = begun + %1$s, ended = ended + %1$s, changed = changed + %1$s"
                    .formatted(later));
          }
          statement.execute("INSERT INTO %1$s SELECT * FROM copy_of_%1$s".formatted(table));
        }
      }
      connection.commit();
    }
  }

  @Test
  void aListIsMadeOnceAfterEachChange() {
    try (RunStore store = RunStore.open(folder.resolve("weft.db").toString())) {
      String id = store.enter(run(1));
      HomeList home = new HomeList(store);
      String list = home.moving(USUAL);
      assertSame(list, home.moving(USUAL));
      assertFalse(home.moving(Map.of("filter", "name=nothing")).contains("run-1"), "another list is another text");
      store.note(id, "seen");
      assertTrue(home.moving(USUAL).contains("seen"));
    }
  }

  @Test
  void whatTheStoreRefusesIsNotKept() throws SQLException {
    String place = folder.resolve("weft.db").toString();
    try (RunStore store = RunStore.open(place);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + place);
        Statement statement = other.createStatement()) {
      store.enter(run(1));
      HomeList home = new HomeList(store);
      statement.execute("ALTER TABLE epoch RENAME TO away");
      assertThrows(WeftException.class, () -> home.moving(USUAL));
      statement.execute("ALTER TABLE away RENAME TO epoch");
      assertTrue(home.moving(USUAL).contains("run-1"));
    }
  }

  private static String page(HomeList home, Map<String, String> query) {
    return home.page(query).served().html();
  }

  private static PastRun run(int number) {
    Map<Integer, Map<String, Double>> epochs = new TreeMap<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double accuracy = 1 - 1.0 / (1 + epoch + number % 10);
      epochs.put(epoch, Map.of("loss", 1 - accuracy, "accuracy", accuracy, "val_accuracy", accuracy, "seconds", 2.0));
    }
    Instant begun = Instant.EPOCH.plus(Duration.ofMinutes(number));
    NewRun run =
        new NewRun(
            Optional.of(String.format(Locale.ROOT, "%06x00", number)),
            "run-" + number,
            "digits",
            "",
            "mnist",
            Optional.empty(),
            Optional.empty(),
            number % 2 == 0 ? "ada" : "bob",
            Map.of("training.epochs", String.valueOf(EPOCHS), "training.optimizer", "Adam"),
            Map.of());
    return new PastRun(
        run,
        RunState.FINISHED,
        "",
        begun,
        begun.plusSeconds(EPOCHS * 2),
        epochs,
        Map.of("test.accuracy", 1 - 1.0 / (2 + number % 100)),
        Map.of());
  }
}
