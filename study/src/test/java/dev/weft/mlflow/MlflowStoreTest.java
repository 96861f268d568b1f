package dev.weft.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowStoreTest {
  private static final Instant MOMENT = Instant.ofEpochMilli(1_796_040_000_123L);

  @TempDir private Path folder;

  private static MlflowStore at(String uri) {
    return MlflowStore.at(uri, Map.of());
  }

  /** A run with two steps of a metric, one parameter, and its end. */
  private static MlflowRun write(MlflowStore store) {
    MlflowRun run = store.create(store.experiment("digits"), "faster", "anna", MOMENT, Map.of("weft.run_id", "1a2b"));
    store.log(
        run,
        List.of(new MlflowMetric("loss", 0.5, MOMENT, 0), new MlflowMetric("loss", Double.NaN, MOMENT, 1)),
        Map.of("training.epochs", "2"),
        Map.of("best", "true"));
    store.update(run, MlflowStatus.FINISHED, Optional.of(MOMENT));
    return run;
  }

  private static void requireFound(MlflowStore store) {
    MlflowRun found = store.find(store.experiment("digits"), "weft.run_id", "1a2b").orElseThrow();
    assertEquals(Map.of("loss", 1L), found.steps());
    assertEquals(Set.of("training.epochs"), found.parameters());
    assertTrue(store.find(store.experiment("digits"), "weft.run_id", "1a2").isEmpty());
    assertTrue(store.find(store.experiment("others"), "weft.run_id", "none").isEmpty());
  }

  @Test
  void aRunInAFolderHasTheFilesOfMlflow() throws IOException {
    Path runs = folder.resolve("mlruns");
    MlflowRun run = write(at(runs.toString()));
    Path there = runs.resolve(run.experiment()).resolve(run.id());
    assertEquals("1796040000123 0.5 0\n1796040000123 nan 1\n", Files.readString(there.resolve("metrics/loss")));
    assertEquals("2", Files.readString(there.resolve("params/training.epochs")));
    assertEquals("1a2b", Files.readString(there.resolve("tags/weft.run_id")));
    assertEquals("true", Files.readString(there.resolve("tags/best")));
    Map<String, Object> meta = MetaFile.read(there);
    assertEquals(3, meta.get("status"));
    assertEquals(MOMENT.toEpochMilli(), meta.get("end_time"));
    assertEquals(run.id(), meta.get("run_id"));
    assertTrue(run.artifacts().matches("file:///.*/" + run.id() + "/artifacts"), run.artifacts());
    assertEquals("Default", MetaFile.read(runs.resolve("0")).get("name"));
    requireFound(at("file:" + runs));
  }

  @Test
  void anExperimentOfMlflowsOwnIsFoundByItsName() throws IOException {
    Path own = Files.createDirectories(folder.resolve("123"));
    Files.writeString(
        own.resolve("meta.yaml"),
        "artifact_location: file:///x/123\nexperiment_id: '123'\nlifecycle_stage: active\nname: my 'digits'\n");
    assertEquals("123", at(folder.toString()).experiment("my 'digits'"));
    Files.writeString(Files.createDirectories(folder.resolve("bad")).resolve("meta.yaml"), ": : [");
    assertFalse(at(folder.toString()).experiment("new").isEmpty());
  }

  @Test
  void aServerHasWhatAFolderHas() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      MlflowRun run = write(at(server.uri()));
      assertEquals(List.of("loss 0 0.5", "loss 1 NaN"), server.runs.get(run.id()).metrics);
      assertEquals(List.of("FINISHED"), server.runs.get(run.id()).states);
      requireFound(at(server.uri() + "/"));
      Path file = Files.writeString(folder.resolve("a b.txt"), "four");
      at(server.uri()).artifact(run, "charts/a b.txt", file);
      assertEquals(Map.of("1/" + run.id() + "/artifacts/charts/a b.txt", 4), server.files);
    }
  }

  @Test
  void aServerGetsNoMoreAtOnceThanItTakes() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      MlflowStore store = at(server.uri());
      MlflowRun run = store.create(store.experiment("many"), "many", "", MOMENT, Map.of());
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < 250; i++) {
        parameters.put("layer/" + i + "=ü", "x".repeat(7000));
      }
      store.log(run, Collections.nCopies(2001, new MlflowMetric("loss", 1, MOMENT, 0)), parameters, Map.of());
      assertEquals(250, server.runs.get(run.id()).parameters.size());
      assertEquals(2001, server.runs.get(run.id()).metrics.size());
    }
  }

  @Test
  void aServerIsShownATokenOrAName() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      MlflowStore.at(server.uri(), Map.of("MLFLOW_TRACKING_TOKEN", "abc")).experiment("a");
      Map<String, String> named = Map.of("MLFLOW_TRACKING_USERNAME", "anna", "MLFLOW_TRACKING_PASSWORD", "pw");
      MlflowStore.at(server.uri(), named).experiment("a");
      assertEquals("Bearer abc", server.authorizations.getFirst());
      assertEquals("Basic YW5uYTpwdw==", server.authorizations.getLast());
      at(server.uri().replace("http://", "http://anna:p%77@")).experiment("a");
      assertEquals("Basic YW5uYTpwdw==", server.authorizations.getLast());
      assertEquals(
          server.uri(), at(server.uri().replace("http://", "http://anna:secret@")).place(), "without a password");
    }
  }

  @Test
  void aServerThatRefusesIsQuoted() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      server.failing = 500;
      WeftException e = assertThrows(WeftException.class, () -> at(server.uri()).experiment("a"));
      assertEquals(server.uri() + " refuses (status 500): the disk is full.", e.getMessage());
    }
  }

  @Test
  void aServerThatIsAwayIsSaidToBe() throws IOException {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // nobody listens
      String place = "http://localhost:" + taken.getLocalPort();
      WeftException e = assertThrows(WeftException.class, () -> at(place).experiment("a"));
      assertEquals(place + " does not answer: there is no server.", e.getMessage());
    }
  }

  /** Connections that stay open until a test ends: the JDK closes those that nothing refers to. */
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  @AfterEach
  void closeConnections() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Sends the head of an answer and then what it is given; closes nothing. */
  private void answer(ServerSocket server, String body) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Socket socket = server.accept();
            open.add(socket);
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(body.getBytes(StandardCharsets.US_ASCII));
            out.flush();
          } catch (IOException e) {
            // who asked has heard enough
          }
        });
  }

  @Test
  void anAnswerThatDoesNotEndIsNotWaitedFor() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      answer(server, "{");
      URI uri = URI.create("http://localhost:" + server.getLocalPort());
      MlflowStore store = new MlflowServer(uri, Map.of(), Duration.ofMillis(300));
      WeftException e =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> assertThrows(WeftException.class, () -> store.experiment("a")));
      assertEquals(uri + " does not answer: request timed out.", e.getMessage());
    }
  }

  @Test
  void anAnswerWithoutMeasureIsNotKept() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      answer(server, " ".repeat(20_000_000));
      String uri = "http://localhost:" + server.getLocalPort();
      WeftException e = assertThrows(WeftException.class, () -> at(uri).experiment("a"));
      assertTrue(e.getMessage().startsWith(uri + " does not answer: body exceeds capacity"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://anna:secret@host:5000/ml, http://host:5000/ml",
    "postgresql://anna:se/cr@et@host/db, postgresql://host/db",
    "http://host:5000, http://host:5000",
    "file:///home/anna@home/mlruns, file:///home/anna@home/mlruns",
    "runs/anna@home, runs/anna@home"
  })
  void aPasswordIsNotShown(String uri, String shown) {
    assertEquals(shown, MlflowStore.withoutPassword(uri));
  }

  @Test
  void aPasswordIsNotShownOfAStoreThatIsRefused() {
    WeftException e = assertThrows(WeftException.class, () -> at("http://anna:secret word@host"));
    assertTrue(e.getMessage().contains("received 'http://host'"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:///mlflow.db", "databricks:", "http:", "ftp://host", "", "file:// bad"})
  void aStoreOfAnotherKindIsRefused(String uri) {
    assertTrue(
        assertThrows(WeftException.class, () -> at(uri)).getMessage().startsWith("MLflow's store must be a folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "", "größe=1", "x\ny"})
  void aNameIsOneThatMlflowTakes(String name) {
    String made = MlflowNames.name(name);
    assertTrue(made.matches("[\\p{L}\\d_.\\- ]+") && !made.matches("\\.+"), made);
  }
}
