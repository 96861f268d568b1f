package dev.weft.server.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import dev.weft.dataset.Sha256;
import dev.weft.server.http.Access;
import dev.weft.server.http.Limits;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.metrics.Metrics;
import dev.weft.store.NewRun;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassroomTest {
  private static final String TOKEN = "the teacher's own";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path shared;
  private static Path test;
  private static Path good;
  private static Path poor;

  @TempDir Path folder;
  private Classroom classroom;
  private Server server;

  @BeforeAll
  static void makeStudents() throws IOException {
    test = MadeClass.test(shared.resolve("test"), 3);
    good = MadeClass.model(shared.resolve("good.keras"), 2_000, 1);
    poor = MadeClass.model(shared.resolve("poor.keras"), 40, 2);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      classroom.close();
    }
  }

  private void start() throws IOException {
    classroom =
        Classroom.open(
            MadeClass.settings(test, folder.resolve("class"), "owl"),
            folder.resolve("weft.db").toString(),
            Progress.NONE);
    Routes routes = new Routes();
    classroom.addTo(routes);
    server =
        Server.start(
            new InetSocketAddress("127.0.0.1", 0),
            routes,
            new Access(Optional.of(TOKEN), true, Set.of()),
            Limits.usual(),
            new Metrics(),
            fault -> {});
  }

  private String address(String path) {
    return "http://127.0.0.1:%s%s".formatted(server.port(), path);
  }

  private HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path))).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return sent(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(path)));
    return sent(headers.length == 0 ? request : request.headers(headers));
  }

  private static HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> asTeacher(String path) throws IOException, InterruptedException {
    return List.of("/class/judge", "/class/leave-out", "/class/reveal").contains(path)
        ? post(path, new byte[0], "Authorization", "Bearer " + TOKEN)
        : get(path, "Authorization", "Bearer " + TOKEN);
  }

  private void waitFor(String phase) throws IOException, InterruptedException {
    for (int i = 0; i < 1_200 && !get("/class/state").body().contains("\"" + phase + "\""); i++) {
      Thread.sleep(50);
    }
    assertTrue(get("/class/state").body().contains(phase));
  }

  @Test
  void aClassIsJudgedOnceAndRevealedByItsTeacherAlone() throws Exception {
    start();
    assertEquals(200, post("/class/hand-in?user=anna&code=owl", Files.readAllBytes(good)).statusCode());
    assertEquals(200, post("/class/hand-in?user=ben&code=owl", Files.readAllBytes(poor)).statusCode());

    assertEquals(401, get("/class/teacher").statusCode());
    assertEquals(401, post("/class/judge", new byte[0]).statusCode());
    assertEquals(200, asTeacher("/class/judge").statusCode());
    waitFor("JUDGED");
    assertEquals(409, post("/class/hand-in?user=ben&code=owl", Files.readAllBytes(good)).statusCode());
    assertEquals(401, get("/class/results.csv").statusCode());
    assertFalse(get("/class").body().contains("id=\"results-table\""));
    String csv = asTeacher("/class/results.csv").body();
    assertTrue(csv.contains("anna") && csv.contains("ben") && csv.contains(",200,"), csv);
    assertTrue(asTeacher("/class/teacher").body().contains("anna is significantly better than the other one"));

    assertEquals(200, asTeacher("/class/reveal").statusCode());
    assertTrue(get("/class").body().contains("id=\"results-table\""));
  }

  @Test
  void testImagesThatStudentsHaveDoNotCount() throws Exception {
    start();
    String page = asTeacher("/class/teacher").body();
    assertTrue(page.contains("held-0000.png is the same as"), page);
    assertTrue(page.contains("These 3 do not count; 200 others do."), page);
  }

  @Test
  void aTestThatStudentsHaveIsNone() throws IOException {
    Path known = Files.createDirectories(folder.resolve("known"));
    MadeClass.test(known, 400);
    WeftException refused =
        assertThrows(
            WeftException.class,
            () -> Classroom.open(MadeClass.settings(known, folder.resolve("x"), null), "none", Progress.NONE));
    assertTrue(refused.getMessage().contains("400 are in strokes, too"), refused.getMessage());
  }

  @Test
  void curlHandsIn() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "this machine has no curl");
    start();
    Process curl =
        new ProcessBuilder(
                "/usr/bin/curl",
                "-s",
                "--data-binary",
                "@" + good,
                address("/class/hand-in?user=anna&code=owl&name=mine.keras"))
            .start();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(answer.contains("mine.keras is handed in for anna"), answer);
  }

  @Test
  void whatIsNoModelOrComesWithoutTheCodeIsRefusedInASentence() throws Exception {
    start();
    byte[] broken = Files.readAllBytes(good);
    Arrays.fill(broken, 100, 2_000, (byte) 7);
    assertEquals(422, post("/class/hand-in?user=eve&code=owl", broken).statusCode());
    HttpResponse<String> noise = post("/class/hand-in?user=eve&code=owl", new byte[] {1, 2, 3});
    assertEquals(422, noise.statusCode());
    assertFalse(noise.body().contains(folder.toString()), noise.body());
    assertEquals(403, post("/class/hand-in?user=eve&code=cat", broken).statusCode());
    assertEquals(400, post("/class/hand-in?user=..%2Feve%2F&code=owl", broken).statusCode());
    assertEquals(400, post("/class/hand-in?user=eve&code=owl", new byte[0]).statusCode());
    assertTrue(get("/class/state").body().contains("\"handed_in\":0"));
  }

  @Test
  void whoHandsInNothingIsJudgedByTheBestRunOnValidation() throws Exception {
    try (RunStore store = RunStore.open(folder.resolve("weft.db").toString())) {
      run(store, "first", 0.81);
      run(store, "second", 0.87);
    }
    start();
    String mine = post("/class/mine?user=cleo&code=owl", new byte[0]).body();
    assertTrue(mine.contains("your best run on validation, second, is judged"), mine);
    assertFalse(mine.contains("test"), mine);
    asTeacher("/class/judge");
    waitFor("JUDGED");
    assertTrue(asTeacher("/class/teacher").body().contains("not judged: its model was not to be had"));
  }

  /** The folder of judgements cannot be written for a while, as on a full disk. */
  @Test
  void judgingThatFailedGoesOnWhenTheTeacherSays() throws Exception {
    start();
    post("/class/hand-in?user=anna&code=owl", Files.readAllBytes(good));
    Path judgements = folder.resolve("class/judgements");
    Files.delete(judgements);
    Files.writeString(judgements, "");
    asTeacher("/class/judge");
    for (int i = 0; i < 1_200 && !get("/class/state").body().contains("\"halted\":true"); i++) {
      Thread.sleep(50);
    }
    String page = asTeacher("/class/teacher").body();
    assertTrue(page.contains("not judged yet: ") && page.contains(" cannot be written: "), page);
    Files.delete(judgements);
    Files.createDirectory(judgements);
    assertEquals(200, asTeacher("/class/judge").statusCode());
    waitFor("JUDGED");

    try (Stream<Path> files = Files.list(judgements)) {
      Files.writeString(files.findFirst().orElseThrow(), "{");
    }
    assertTrue(get("/class/state").body().contains("JUDGED"), "a poll reads no judgement");
    assertTrue(asTeacher("/class/teacher").body().contains("its judgement is damaged"));
  }

  /** As between the moment in which it is closed and that in which the first network's turn comes. */
  @Test
  void judgingThatHasNotBegunIsNotHalted() throws Exception {
    start();
    post("/class/hand-in?user=anna&code=owl", Files.readAllBytes(good));
    Path state = folder.resolve("class/class.json");
    String open = Files.readString(state);
    assertTrue(open.contains("\"closed\":null"), open);
    Files.writeString(state, open.replace("\"closed\":null", "\"closed\":\"2026-01-02T03:04:05Z\""));
    String polled = get("/class/state").body();
    assertTrue(polled.contains("JUDGING") && polled.contains("\"halted\":false"), polled);
  }

  @Test
  void aFaultWithOneNetworkIsNoneOfTheNext() throws Exception {
    start();
    post("/class/hand-in?user=anna&code=owl", Files.readAllBytes(good));
    post("/class/hand-in?user=ben&code=owl", Files.readAllBytes(poor));
    try (Stream<Path> files = Files.list(folder.resolve("class/hand-ins"))) {
      for (Path file : files.toList()) {
        String json = Files.readString(file);
        if (json.contains("\"anna\"")) {
          Files.writeString(file, json.replaceFirst("\"model\":\"[0-9a-f]+\"", "\"model\":null"));
        }
      }
    }
    asTeacher("/class/judge");
    for (int i = 0; i < 600 && !get("/class/state").body().contains("\"halted\":true"); i++) {
      Thread.sleep(100);
    }
    assertTrue(get("/class/state").body().contains("\"judged\":1"), "ben's network is not judged");
    String page = asTeacher("/class/teacher").body();
    assertTrue(page.contains("not judged yet: the server has a fault ("), page);
    asTeacher("/class/leave-out");
    assertTrue(get("/class/state").body().contains("\"phase\":\"JUDGED\""), get("/class/state").body());
    page = asTeacher("/class/teacher").body();
    assertTrue(page.contains("not judged: the teacher left it out: the server has a fault ("), page);
  }

  @Test
  void behindTlsTheCommandForStudentsHasHttps() throws Exception {
    start();
    assertTrue(get("/class", "X-Forwarded-Proto", "https").body().contains("https://127.0.0.1:"));
    assertFalse(get("/class").body().contains("https://127.0.0.1:"));
  }

  private static void run(RunStore store, String name, double validation) {
    String id =
        store.begin(
            new NewRun(
                Optional.empty(),
                name,
                name,
                "",
                "strokes",
                Optional.empty(),
                Optional.empty(),
                "cleo",
                Map.of(),
                Map.of()));
    store.finish(id, Map.of("validation.accuracy", validation, "validation.loss", 0.5), Map.of());
  }

  /** As after {@code kill -9} during judging: the class is closed, and some have judgements. */
  @Test
  void aServerThatWasKilledGoesOnAndJudgesNobodyTwice() throws Exception {
    ClassSettings settings = MadeClass.settings(test, folder.resolve("class"), "owl");
    ClassTest judgedBy = ClassTest.load(settings.task(), test, null, Progress.NONE);
    Instant before = Instant.parse("2026-01-02T03:04:05Z");
    try (ClassFolder files = ClassFolder.open(settings.folder(), judgedBy)) {
      for (String user : List.of("anna", "ben")) {
        byte[] model = Files.readAllBytes(good);
        files.put(new HandIn(user, before, 1, "", "mine", Sha256.of(model), null), model);
      }
      int[] predicted = judgedBy.images().labels();
      files.put(new Judgement("anna", "", before, 1, predicted, 10, null, List.of(), ""));
      files.put(files.state().closedAt(before));
    }
    start();
    waitFor("JUDGED");
    server.close();
    classroom.close();
    server = null;
    try (ClassFolder files = ClassFolder.open(settings.folder(), judgedBy)) {
      assertEquals(before, files.judgement("anna").orElseThrow().at());
      assertTrue(files.judgement("ben").orElseThrow().at().isAfter(before));
    }
  }
}
