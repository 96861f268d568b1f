package dev.weft.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.explain.robustness.StudyRobustness;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.RunFolder;
import dev.weft.store.Query;
import dev.weft.store.RunStore;
import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyRunner;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPoolTest {
  private static final String BASE =
      """
      name: tiny
      base:
        data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
        model:
          - Flatten
          - Dense: { units: 8, activation: relu }
          - Dense: { units: 10, activation: softmax }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 4, batch_size: 20, seed: 4 }
      """;

  private static SparkContext context;
  private static List<String> slowTable;

  @TempDir private Path folder;

  @BeforeAll
  static void begin() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop(); // that of other tests: a process has one
    }
    SparkConf conf = SparkCluster.conf("local-cluster[2,1,1024]", "test");
    conf.set("spark.plugins", TrialPlugin.class.getName());
    conf.set(SparkPool.CHECKPOINT_SECONDS, "1");
    context = new SparkContext(conf);
  }

  @AfterAll
  static void end() {
    context.stop();
  }

  private Study study(String rest) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.yaml"), BASE + rest);
    return StudyFile.read(file.toString(), List.of());
  }

  private StudyRunner runner(Study study, String where) {
    Path path = folder.resolve(where);
    return StudyRunner.of(study).folder(path).workers(2, 1).store(path + ".db", "anna");
  }

  private Optional<StudyResults> onSpark(Study study) {
    return runner(study, "spark").workers(2, 1).executor(setup -> new SparkPool(context, setup)).run();
  }

  /** Everything in {@code results.csv} but the seconds. */
  private List<String> table(String where) throws IOException {
    return Files.readAllLines(folder.resolve(where).resolve("results.csv")).stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
          cells.remove(6);
          return String.join(",", cells);
        })
        .toList();
  }

  private void assertSameAsHere(String rest) throws IOException {
    Study study = study(rest);
    assertTrue(runner(study, "here").run().isPresent());
    assertTrue(onSpark(study).isPresent());
    assertEquals(table("here"), table("spark"));
  }

  @Test
  void aGridGivesTheTableOfThisMachine() throws IOException {
    assertSameAsHere("grid: { training.batch_size: [10, 20], training.optimizer: [Adam, SGD] }\nrepeats: 2\n");
    assertEquals(rows("here"), rows("spark"));
  }

  /** Each run of a store: its name, its state, its epochs and its figures. */
  private List<String> rows(String where) {
    try (RunStore store = RunStore.open(folder.resolve(where + ".db").toString())) {
      return store
          .list(Query.of(List.of("name", "state", "epochs", "test.accuracy", "test.loss", "study", "trial")))
          .rows()
          .stream()
          .map(row -> row.values().toString().replace("here", "spark"))
          .sorted()
          .toList();
    }
  }

  @Test
  void recipesOfWhichAHalvingChoosesSomeGiveTheTableOfThisMachine() throws IOException {
    assertSameAsHere(
        """
        random: { trials: 4, seed: 3, training.optimizer.Adam.learning_rate: { LogUniform: { low: 1e-4, high: 1e-1 } } }
        halving: { factor: 2, min_epochs: 1 }
        select: { metric: accuracy }
        """);
    assertEquals(rows("here"), rows("spark"));
  }

  @Test
  void aTrainingThatDivergesIsAResultAndIsNotTriedAgain() throws IOException {
    Study study = study("grid: { training.optimizer: [Adam, { SGD: { learning_rate: 1.0e+30 } }] }\n");
    StudyResults here = runner(study, "here").run().orElseThrow();
    StudyResults spark = onSpark(study).orElseThrow();
    assertEquals(states(here), states(spark));
    assertTrue(states(spark).toString().contains("DIVERGED"), () -> states(spark).toString());
  }

  private static List<String> states(StudyResults results) {
    return results.trials().stream()
        .map(trial -> trial.trial().name() + " " + trial.state() + " " + trial.reason())
        .toList();
  }

  @Test
  void imagesOfOnesOwnAndTheNetworkToBeginWithTravelAlongAndRobustnessIsMeasured() throws IOException {
    Path images = folder.resolve("images");
    for (String label : List.of("dark", "light")) {
      Files.createDirectories(images.resolve(label));
      for (int i = 0; i < 12; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 64; p++) {
          int value = (label.equals("dark") ? 40 : 160) + (p * 7 + i * 13) % 50;
          image.getRaster().setSample(p % 8, p / 8, 0, value);
        }
        ImageIO.write(image, "png", images.resolve(label).resolve(i + ".png").toFile());
      }
    }
    String own =
        """
        name: own
        base:
          data: { path: %s, validation: { stratified: 0.2 } }
          model: %s
          training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 3, batch_size: 4, seed: 4 }
        """;
    String layers =
        "[Flatten, { Dense: { units: 4, activation: relu } }, { Dense: { units: 2, activation: softmax } }]";
    Path file = Files.writeString(folder.resolve("own.yaml"), own.formatted(images, layers) + "repeats: 2\n");
    StudyResults first = onSpark(StudyFile.read(file.toString(), List.of())).orElseThrow();
    Path base = first.trials().getFirst().folder().resolve("model.keras");
    String from =
        "{ from: %s, without_top: true, then: [{ Dense: { units: 2, activation: softmax } }] }".formatted(base);
    Files.writeString(file, own.formatted(images, from) + "repeats: 2\nrobustness: true\n");
    Study fine = StudyFile.read(file.toString(), List.of());
    assertTrue(measured(fine, "here").run().isPresent());
    StudyResults spark = measured(fine, "fine").executor(setup -> new SparkPool(context, setup)).run().orElseThrow();
    assertTrue(Files.exists(spark.trials().getLast().folder().resolve("robustness.json")));
    assertTrue(table("here").getFirst().contains("corrupted_accuracy"));
    assertEquals(table("here"), table("fine"));
  }

  private StudyRunner measured(Study study, String where) {
    return runner(study, where).robustness(new StudyRobustness(Optional.empty(), note -> {}));
  }

  /** A study of one training that takes some seconds. */
  private Study slow() throws IOException {
    return study("variants: { slow: { data.train_size: 2000, training.epochs: 300, training.batch_size: 4 } }\n");
  }

  /** The table of {@link #slow}, trained on this machine, once for all tests. */
  private List<String> slowTable() throws IOException {
    if (slowTable == null) {
      assertTrue(runner(slow(), "here").run().isPresent());
      slowTable = table("here");
    }
    return slowTable;
  }

  /** Does something once the driver has a checkpoint of a training. */
  private Thread atFirstCheckpoint(Runnable action) {
    return Thread.startVirtualThread(() -> {
      awaitFirstCheckpoint();
      action.run();
    });
  }

  private void awaitFirstCheckpoint() {
    Path run = folder.resolve("spark").resolve("1-slow");
    try {
      while (!Files.exists(run.resolve("checkpoint")) || RunFolder.history(run).isEmpty()) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The only processes that this one has. */
  private static void killExecutors() {
    assertTrue(ProcessHandle.current().children().filter(ProcessHandle::destroyForcibly).count() > 0);
  }

  @Test
  void aTrainingOfALostExecutorGoesOnFromItsCheckpointToTheSameBits() throws IOException {
    Study study = slow();
    Thread killer = atFirstCheckpoint(SparkPoolTest::killExecutors);
    StudyResults results = onSpark(study).orElseThrow();
    assertFalse(killer.isAlive());
    assertEquals(slowTable(), table("spark"));
    assertEquals(true, ProvenanceFile.read(results.trials().getFirst().folder()).at("resumed"));
  }

  @Test
  void aStudyThatIsStoppedGoesOnToTheSameBits() throws IOException {
    Study study = slow();
    AtomicBoolean isStopped = new AtomicBoolean();
    atFirstCheckpoint(() -> isStopped.set(true));
    Optional<StudyResults> none =
        runner(study, "spark").executor(setup -> new SparkPool(context, setup)).stop(isStopped::get).run();
    assertTrue(none.isEmpty());
    assertStates("[killed]");
    assertGoesOnToTheSameBits(study);
  }

  private void assertStates(String... states) {
    try (RunStore store = RunStore.open(folder.resolve("spark.db").toString())) {
      List<String> recorded =
          store.list(Query.of(List.of("state"))).rows().stream().map(row -> row.values().toString()).sorted().toList();
      assertEquals(List.of(states), recorded);
    }
  }

  private void assertGoesOnToTheSameBits(Study study) throws IOException {
    assertTrue(runner(study, "spark").resume(true).executor(setup -> new SparkPool(context, setup)).run().isPresent());
    assertEquals(slowTable(), table("spark"));
  }

  @Test
  void aStudyWhoseSessionEndsGoesOnToTheSameBits() throws Exception {
    Study study = slow();
    String master = context.master();
    Thread ending = atFirstCheckpoint(context::stop);
    try {
      WeftException e = assertThrows(WeftException.class, () -> onSpark(study));
      assertEquals(
          "the cluster %s ended the session; what was finished is kept; go on with --resume.".formatted(master),
          e.getMessage());
      ending.join();
      assertStates("[killed]");
      WeftException ended = assertThrows(WeftException.class, () -> new SparkPool(context, null));
      assertEquals("the session has ended; begin another one.", ended.getMessage());
    } finally {
      context.stop();
      begin();
    }
    assertGoesOnToTheSameBits(study);
  }

  @Test
  void aStudyWhoseThreadIsInterruptedGoesOnToTheSameBits() throws IOException {
    Study study = slow();
    Thread here = Thread.currentThread();
    atFirstCheckpoint(here::interrupt);
    assertTrue(onSpark(study).isEmpty());
    assertTrue(Thread.interrupted());
    assertStates("[killed]");
    assertGoesOnToTheSameBits(study);
  }

  @Test
  void aFaultOfAWatcherStopsTheStudyAndIsNotHidden() throws IOException {
    Study study =
        study(
            """
            variants:
              slow: { data.train_size: 2000, training.epochs: 3000, training.batch_size: 4 }
              quick: { training.epochs: 1 }
            """);
    StudyWatcher faulty =
        new StudyWatcher() {
          @Override
          public void ended(TrialResult result) {
            awaitFirstCheckpoint(); // of the other
            throw new WeftException("the watcher's file is full.");
          }
        };
    StudyRunner runner = runner(study, "spark").watcher(faulty).executor(setup -> new SparkPool(context, setup));
    assertEquals("the watcher's file is full.", assertThrows(WeftException.class, runner::run).getMessage());
    assertStates("[finished]", "[killed]");
  }

  @Test
  void aTrainingThatDoesNotFitIntoAnExecutorIsNotSent() throws IOException {
    Study study = study("variants: { huge: { model.1.Dense.units: 200000 } }\n");
    StudyResults results = onSpark(study).orElseThrow();
    assertTrue(
        results.trials().getFirst().reason().startsWith("a training must fit into an executor's memory; it needs "),
        () -> states(results).toString());
  }

  @Test
  void aSessionWithoutTheChannelIsRefused() {
    SparkConf other = new SparkConf();
    WeftException e = assertThrows(WeftException.class, () -> SparkPool.requireChannel(other));
    assertEquals(
        "a session that trains must have spark.plugins=dev.weft.spark.TrialPlugin; received ''; set it before the"
            + " session begins.",
        e.getMessage());
  }
}
