package dev.weft.server.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.classifier.Classification;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.keras.KerasFile;
import dev.weft.run.FinishedRun;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A lesson over HTTP, from its first class to a run that is kept. */
class TeachTest {
  @TempDir Path folder;
  private TeachingServer server;
  private String lesson;

  @BeforeEach
  void aLessonBegins() throws Exception {
    server = TeachingServer.in(folder, Optional.empty());
    lesson = server.lesson();
  }

  @AfterEach
  void theServerEnds() {
    server.close();
  }

  private void add(String name, int images) throws Exception {
    server.done(lesson + "/class?name=" + TeachingServer.encoded(name));
    for (int i = 0; i < images; i++) {
      server.done(lesson + "/class/" + TeachingServer.encoded(name) + "/image", Shapes.png(name, i));
    }
  }

  private String refused(int status, String path, byte[] body) throws Exception {
    HttpResponse<String> response = server.post(path, body);
    assertEquals(status, response.statusCode(), response.body());
    return response.body();
  }

  private String refused(int status, String path) throws Exception {
    return refused(status, path, new byte[0]);
  }

  @Test
  void aNetworkLearnsShapesPredictsOthersAndIsKeptAsARun() throws Exception {
    add("circle", 12);
    add("square", 12);
    server.done(lesson + "/train?name=shapes");
    JsonNode network = server.trained(lesson).get("network");

    JsonNode accuracy = network.get("accuracy");
    assertEquals(24, accuracy.get("images").asInt(), "each image was held out once");
    assertTrue(accuracy.get("right").asInt() >= 20, network::toString);
    assertTrue(accuracy.get("low").asDouble() < accuracy.get("accuracy").asDouble(), network::toString);
    int right = 0;
    for (int i = 100; i < 110; i++) {
      for (String kind : List.of("circle", "square")) {
        JsonNode labels = server.done(lesson + "/predict", Shapes.png(kind, i)).get("labels");
        right += labels.get(0).get("name").asString().equals(kind) ? 1 : 0;
      }
    }
    assertTrue(right >= 17, right + " of 20 new shapes are right");

    JsonNode kept = server.done(lesson + "/keep").get("network").get("kept");
    assertEquals("shapes", kept.get("name").asString());
    try (RunStore store = RunStore.open(folder.resolve("weft.db").toString())) {
      RunRecord entered = store.get(kept.get("id").asString());
      assertEquals("shapes", entered.name(), "it is called as the person typed");
      Path run = entered.folder().orElseThrow();
      assertTrue(Path.of(network.get("folder").asString()).equals(run), network::toString);
      assertEquals(24, FinishedRun.read(run).predictions().size() + network.get("heldOut").get("learned").asInt());
      Experiment again = ExperimentFile.read(run.resolve("experiment.yaml").toString(), List.of());
      assertEquals(run.resolve("images").toAbsolutePath().toString(), again.data().source().path());
    }
    Path file = Files.write(folder.resolve("downloaded.keras"), server.get(lesson + "/shapes.keras").body());
    assertEquals(List.of("circle", "square"), KerasFile.read(file).metadata().classNames());
  }

  @Test
  void aLessonOutlivesItsServer() throws Exception {
    add("circle", 3);
    add("square", 3);
    JsonNode before = server.network(lesson, "few");
    server.close();
    server = TeachingServer.in(folder, Optional.empty());

    assertEquals(before, server.state(lesson));
    assertEquals(200, server.post(lesson + "/predict", Shapes.png("circle", 9)).statusCode());
  }

  @Test
  void anotherLessonKnowsNothingOfIt() throws Exception {
    add("circle", 1);
    String other = server.lesson();

    assertNotEquals(lesson, other);
    assertEquals(0, server.state(other).get("classes").size());
    assertEquals(404, server.get(other + "/images/circle/0001.png").statusCode());
    assertEquals(200, server.get(lesson + "/images/circle/0001.png").statusCode());
    assertEquals(404, server.get("/teach/0123456789abcdef0123456789abcdef").statusCode());
  }

  @Test
  void imagesThatComeAtTheSameTimeAreAllThere() throws Exception {
    add("circle", 0);
    byte[] image = Shapes.png("circle", 1);
    Callable<JsonNode> adding = () -> server.done(lesson + "/class/circle/image", image);
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<JsonNode> added : people.invokeAll(Collections.nCopies(20, adding))) {
        assertTrue(added.get().get("file").asString().endsWith(".png"));
      }
    }
    assertEquals(20, server.state(lesson).get("classes").get(0).get("files").size());
  }

  @Test
  void manyPeopleAskTheirNetworksAtTheSameTime() throws Exception {
    add("circle", 2);
    add("square", 2);
    server.network(lesson, "few");
    Path first = folder.resolve("taught" + lesson.substring("/teach".length())).resolve("1");
    List<TaughtRun> runs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Path run = Files.createDirectory(folder.resolve("run-" + i));
      try (Stream<Path> files = Files.list(first)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, run.resolve(file.getFileName()));
        }
      }
      runs.add(new TaughtRun(run));
    }
    byte[] image = Shapes.png("circle", 1);
    try (TaughtClassifiers classifiers = new TaughtClassifiers();
        ExecutorService people = Executors.newFixedThreadPool(24)) {
      List<Callable<Classification>> questions = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        TaughtRun run = runs.get(i % runs.size());
        questions.add(() -> classifiers.classify(run, image));
      }
      for (Future<Classification> answer : people.invokeAll(questions)) {
        assertEquals(2, answer.get().labels().size());
      }
    }
  }

  @Test
  void whoWaitedDuringATrainingIsAnsweredByItsNetwork() throws Exception {
    add("circle", 2);
    add("square", 2);
    server.network(lesson, "first");
    CountDownLatch others = new CountDownLatch(1);
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < TeachingServer.AT_ONCE; i++) {
        people.submit(() -> server.work().run(() -> awaited(others)));
      }
      while (server.work().size() < TeachingServer.AT_ONCE) {
        Thread.sleep(5);
      }
      Future<HttpResponse<String>> answer =
          people.submit(() -> server.post(lesson + "/predict", Shapes.png("circle", 9)));
      while (server.work().waiting() == 0) {
        Thread.sleep(5);
      }
      server.network(lesson, "second");
      others.countDown();
      assertEquals(200, answer.get().statusCode(), answer.get().body());
    } finally {
      others.countDown();
    }
  }

  private static boolean awaited(CountDownLatch others) {
    try {
      return others.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anImageToPredictHasAtMost50MillionPixels() throws Exception {
    add("circle", 2);
    add("square", 2);
    server.network(lesson, "few");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(10_000, 5_001, BufferedImage.TYPE_BYTE_BINARY), "png", png));
    String sentence = refused(413, lesson + "/predict", png.toByteArray());
    assertTrue(sentence.contains("at most 50,000,000 pixels"), sentence);
  }

  /** As after {@code kill -9} while the store is asked: it may know the run already. */
  @Test
  void aRunThatAStoreMayKnowIsNotDeleted() throws Exception {
    add("circle", 2);
    add("square", 2);
    server.network(lesson, "first");
    Path run = folder.resolve("taught" + lesson.substring("/teach".length())).resolve("1");
    Path predictions = run.resolve("predictions.csv");
    String whole = Files.readString(predictions);
    Files.writeString(predictions, "no table");
    refused(500, lesson + "/keep");
    Files.writeString(predictions, whole);
    assertTrue(server.state(lesson).get("network").get("kept").isNull(), "it is not kept");

    server.network(lesson, "second");
    assertTrue(Files.exists(predictions), "its folder is gone");
  }

  @Test
  void oneTrainingRunsAtATime() throws Exception {
    add("circle", 5);
    add("square", 5);
    String first = lesson;
    lesson = server.lesson();
    add("circle", 2);
    add("square", 2);
    server.done(first + "/train?name=first");

    String sentence = refused(503, lesson + "/train?name=second");
    assertTrue(sentence.contains("one training at a time runs here"), sentence);
    assertTrue(refused(503, first + "/train?name=first").contains("is being learned already"));
    server.done(first + "/stop");
    server.trained(first);
    server.network(lesson, "second");
  }

  @Test
  void tooFewImagesAreRefusedInASentence() throws Exception {
    add("circle", 2);
    assertTrue(refused(409, lesson + "/train?name=x").contains("2 classes at least"));
    add("square", 1);
    assertTrue(refused(409, lesson + "/train?name=x").contains("'square' has 1; add some"));
    assertTrue(refused(409, lesson + "/predict", Shapes.png("circle", 1)).contains("no network yet"));
  }

  @Test
  void aChangedLessonHasAStaleNetworkUntilItIsTrainedAgain() throws Exception {
    add("circle", 2);
    add("square", 2);
    assertFalse(server.network(lesson, "few").get("network").get("stale").asBoolean());
    JsonNode changed = server.done(lesson + "/class/circle/image/0001.png/remove");
    assertTrue(changed.get("network").get("stale").asBoolean());
    server.done(lesson + "/class/circle/image", Shapes.png("circle", 50));
    server.done(lesson + "/class/circle/rename?name=round");
    JsonNode network = server.network(lesson, "again").get("network");
    assertFalse(network.get("stale").asBoolean(), network::toString);
    assertEquals("again", network.get("name").asString());
  }
}
