package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.experiment.ExperimentFile;
import dev.weft.page.Browser;
import dev.weft.server.Settings;
import dev.weft.server.WeftServer;
import dev.weft.store.NewRun;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.study.TrialRunner;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Runs as pages that move, in a real browser, with real trainings. */
class LivePagesTest {
  private static final String DIGITS =
      """
      name: live
      data: { dataset: strokes, validation: { fraction: 0.2 } }
      model:
        - Flatten
        - Dense: { units: 16, activation: relu }
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: Adam
        loss: sparse_categorical_crossentropy
        epochs: 100000
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private static Browser browser;

  private String place;
  private RunStore store;
  private WeftServer server;

  @BeforeEach
  void start() throws IOException {
    place = folder.resolve("weft.db").toString();
    store = RunStore.open(place);
    server = served();
  }

  private WeftServer served() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return WeftServer.start(Settings.open(address, place, List.of()), line -> {});
  }

  /** One for all tests, as its start takes seconds; none for those that need none. */
  private static void startBrowser() {
    if (browser == null) {
      browser = Browser.start();
    }
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.startAnew();
    }
    server.close();
    store.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private String begin(String name) {
    return store.begin(new NewRun(name, name, "strokes", Optional.empty(), Optional.empty(), Map.of(), Map.of()));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2_400 && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertTrue(condition.getAsBoolean(), what);
  }

  @Test
  void theCurveOfATrainingGrowsAndThePageStopsIt() throws InterruptedException {
    Thread training =
        Thread.ofPlatform()
            .start(() ->
                TrialRunner.of(ExperimentFile.parse("live", DIGITS, List.of()))
                    .folder(folder.resolve("run"))
                    .threads(1)
                    .callback(slowly())
                    .store(place, "ada")
                    .run());
    await("the store knows the run", () -> !store.changes().isEmpty());
    String id = store.changes().keySet().iterator().next();
    await("two epochs are over", () -> store.get(id).epochs() >= 2);

    startBrowser();
    browser.be(1280, 900, "light");
    browser.visit(url("/runs/" + id));
    int before = points();
    browser.run("window.same = true");
    await("the curve grows", () -> points() > before);
    assertEquals(true, browser.run("return window.same"), "the page is not loaded again");
    await("mistakes have images", () -> !browser.all("#live-mistakes .tile").isEmpty());
    assertEquals(10, browser.all("#live-classes tbody tr").size());
    assertEquals("Rate", browser.texts("#live-status dt").get(1));

    assertEquals(List.of(), browser.faultsOnScreens());
    browser.the("#stop-run").click();
    await("the training ends", () -> store.get(id).state() != RunState.RUNNING);
    assertEquals(RunState.KILLED, store.get(id).state());
    await("the page says so", () -> browser.texts("#run-state").equals(List.of("killed")));
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(), browser.requests().stream().filter(asked -> !asked.startsWith(url("/"))).toList());
    training.join();
    assertEquals("it was stopped; it can go on.", store.get(id).reason());
  }

  /** Leaves the processors to the browser. */
  private static Callback slowly() {
    return new Callback() {
      @Override
      public Verdict epochEnd(EpochResult result, Model model) {
        LockSupport.parkNanos(300_000_000);
        return Verdict.CONTINUE;
      }
    };
  }

  private static int points() {
    return ((Number) browser.run("return document.querySelector('#live-curves polyline')?.points.length ?? 0"))
        .intValue();
  }

  @Test
  void noteAndTagsAreEditedWithTheKeyboard() throws InterruptedException {
    String id = begin("digits");
    startBrowser();
    browser.visit(url("/runs/" + id));
    browser.the("#run-note").sendKeys("too <b>slow</b>", Keys.TAB);
    browser.the("#run-tags").sendKeys("best cnn", Keys.ENTER);
    await("both are kept", () -> store.get(id).tags().size() == 2 && !store.get(id).note().isEmpty());
    RunRecord kept = store.get(id);
    assertEquals("too <b>slow</b>", kept.note());
    assertEquals(List.of("best", "cnn"), List.copyOf(kept.tags()));

    browser.visit(url("/"));
    await("the list has it", () -> browser.texts("tr[data-run] .remarks").getFirst().endsWith("too <b>slow</b>"));
    String other = begin("later");
    await("a new run appears by itself", () -> browser.all("tr[data-run]").size() == 2);
    store.kill(other, "it was stopped; it can go on.");
    await("its state, too", () -> !browser.all(".state.killed").isEmpty());
    assertEquals(List.of(), browser.faultsOnScreens());
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theFilterAndTheChoiceOfRunsAreSent() throws InterruptedException {
    begin("cnn");
    begin("mlp");
    startBrowser();
    browser.visit(url("/"));
    assertEquals(2, browser.all("tr[data-run]").size());
    browser.the("input[name='filter']").sendKeys("name~cnn", Keys.ENTER);
    await("one run is left", () -> browser.all("tr[data-run]").size() == 1);
    browser.the("tr[data-run] input[type='checkbox']").click();
    browser.the(".below-table button").click();
    await("the server answers", () -> browser.run("return location.pathname").equals("/compare"));
    assertEquals(List.of(), browser.complaints().stream().filter(line -> line.contains("violates")).toList());
  }

  /** The store is written to over another connection, as by another process. */
  @Test
  void anEpochShowsWithinTwoSeconds() throws IOException, InterruptedException {
    String id = begin("digits");
    try (BufferedReader events = events("/runs/" + id + "/events", Long.toString(store.changes().get(id)))) {
      Thread.sleep(1_000); // the stream is there
      double best = Double.POSITIVE_INFINITY; // as others work, too
      for (int epoch = 1; epoch <= 3; epoch++) {
        long began = System.nanoTime();
        Map<String, Double> values = Map.of("loss", 0.5, "accuracy", 0.75, "val_loss", 0.6, "val_accuracy", 0.7);
        store.epoch(id, epoch, values);
        String data = next(events, "data: ");
        best = Math.min(best, (System.nanoTime() - began) / 1e9);
        assertTrue(data.contains("live-curves"), data);
      }
      assertTrue(best < 2, best + " s");
    }
  }

  /** What happened while no server ran is sent by the new one; what the browser knows already is not. */
  @Test
  void aServerThatStartsAnewGoesOnFromTheLastEvent() throws IOException, InterruptedException {
    String id = begin("digits");
    String last = Long.toString(store.changes().get(id));
    server.close();
    store.note(id, "while nobody looked");
    server = served();
    String now = Long.toString(store.changes().get(id));
    try (BufferedReader events = events("/runs/" + id + "/events", last)) {
      assertEquals("id: " + now, "id: " + next(events, "id: "));
      assertTrue(next(events, "data: ").contains("while nobody looked"));
    }
    try (BufferedReader events = events("/runs/" + id + "/events", now)) {
      Thread.sleep(1_500);
      store.note(id, "and then");
      next(events, "id: ");
      assertTrue(next(events, "data: ").contains("and then"), "the first event is of what is new");
    }
  }

  /** A store that cannot be used for a while has not lost its runs. */
  @Test
  void onlyARunThatIsRemovedIsGone() throws IOException, InterruptedException, SQLException {
    String id = begin("digits");
    try (BufferedReader events = events("/runs/" + id + "/events", Long.toString(store.changes().get(id)));
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + place);
        Statement statement = other.createStatement()) {
      statement.execute("ALTER TABLE progress RENAME TO away");
      store.note(id, "while it is away");
      Thread.sleep(2_000);
      statement.execute("ALTER TABLE away RENAME TO progress");
      assertEquals("run", next(events, "event: "));
      assertTrue(next(events, "data: ").contains("while it is away"));
      store.remove(id);
      assertEquals("gone", next(events, "event: "));
    }
  }

  @Test
  void conditionsAndOrdersAreThoseOfTheCommand() throws IOException, InterruptedException {
    begin("cnn");
    begin("mlp");
    assertTrue(get("/moving?filter=name~cnn").body().contains(">1 run of these<"));
    assertTrue(get("/moving?filter=test.acuracy%3E0.9").body().contains("no run in"), "a column that there is not");
    String sorted = get("/moving?sort=name").body();
    assertTrue(sorted.indexOf(">cnn</a>") < sorted.indexOf(">mlp</a>"));
    assertTrue(get("/moving?sort=-name").body().contains("aria-sort=\"descending\""));
  }

  @Test
  void noMoreThanFiftyRunsAreCompared() throws IOException, InterruptedException {
    StringBuilder runs = new StringBuilder();
    for (int i = 0; i < 51; i++) {
      runs.append("&run=").append(begin("digits"));
    }
    HttpResponse<String> answer = get("/compare?" + runs.substring(1));
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("a comparison is of 50 runs at most; received 51"), answer.body());
  }

  @Test
  void onlyWhatRunsIsStopped() throws IOException, InterruptedException {
    String id = begin("digits");
    store.kill(id, "it was stopped; it can go on.");
    HttpResponse<String> answer = post("/runs/" + id + "/stop");
    assertEquals(409, answer.statusCode());
    assertTrue(answer.body().contains("only a running training can be stopped; this one is killed."), answer.body());
    assertEquals(404, get("/runs/00000000").statusCode());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url(path))).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(path))).POST(HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private BufferedReader events(String path, String last) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(path)))
            .header("Last-Event-ID", last)
            .timeout(Duration.ofSeconds(30))
            .build();
    return new BufferedReader(
        new InputStreamReader(client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader events, String prefix) throws IOException {
    String line = events.readLine();
    while (!line.startsWith(prefix)) {
      line = events.readLine();
    }
    return line.substring(prefix.length());
  }
}
