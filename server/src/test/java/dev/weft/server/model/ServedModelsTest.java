package dev.weft.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Sha256;
import dev.weft.server.http.Refusal;
import dev.weft.server.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are read anew when their files change. */
class ServedModelsTest {
  private static final long LONGEST_MILLISECONDS = 60_000;

  @TempDir private Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private ServedModels open(Path place) throws InterruptedException {
    ServedModels models = ServedModels.open(List.of(place.toString()), folder.resolve("none.db").toString(), log::add);
    models.awaitReady();
    return models;
  }

  private static void until(BooleanSupplier happened) throws InterruptedException {
    long end = System.currentTimeMillis() + LONGEST_MILLISECONDS;
    while (!happened.getAsBoolean()) {
      assertTrue(System.currentTimeMillis() < end, "it did not happen");
      Thread.sleep(20);
    }
  }

  private static List<Long> numbers(ServedModel model) {
    return model.versions().stream().map(ModelVersion::number).toList();
  }

  private static float[] outputs(ServedModels models, String name) {
    return models.ask(name, OptionalLong.empty(), version -> version.classifier().predict(new float[64]));
  }

  @Test
  void aChangedFileIsANewVersionAndTheOneBeforeStaysByItsNumber() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 1);
    try (ServedModels models = open(file)) {
      ServedModel pets = models.get("pets");
      String before = pets.versions().getFirst().sha256();
      assertEquals(Sha256.of(file), before);
      TinyModels.write(file, 2);
      until(() -> numbers(pets).equals(List.of(2L, 1L)));
      assertNotEquals(before, models.version("pets", OptionalLong.empty()).sha256());
      assertEquals(before, models.version("pets", OptionalLong.of(1)).sha256());
      TinyModels.write(file, 3);
      until(() -> numbers(pets).equals(List.of(3L, 2L)));
      Refusal gone = assertThrows(Refusal.class, () -> models.version("pets", OptionalLong.of(1)));
      assertEquals(404, gone.status());
      assertEquals("there is no version 1 of 'pets'; there are 3, 2.", gone.getMessage());
    }
  }

  @Test
  void whatCannotBeReadLeavesTheOldOneServing() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 1);
    try (ServedModels models = open(file)) {
      float[] before = outputs(models, "pets");
      byte[] half = Arrays.copyOf(Files.readAllBytes(file), 3_000);
      Files.write(file, half);
      until(() -> models.get("pets").failures() == 1);
      assertEquals(List.of(1L), numbers(models.get("pets")));
      assertTrue(Arrays.equals(before, outputs(models, "pets")));
      assertTrue(models.get("pets").problems().get(0L).contains("damaged"), models.get("pets").problems()::toString);
      assertTrue(log.getLast().endsWith("What was read before serves on."), log::toString);
      Metrics metrics = new Metrics();
      models.addTo(metrics);
      assertTrue(metrics.text().contains("weft_model_read_failures_total{model=\"pets\"} 1\n"), metrics::text);
      TinyModels.write(file, 2);
      until(() -> models.get("pets").problems().isEmpty());
      assertEquals(List.of(2L, 1L), numbers(models.get("pets")));
    }
  }

  @Test
  void whatTakesMoreThanTheMachineHasIsAProblemOfThisNetworkAlone() throws Exception {
    TinyModels.writeTooLarge(folder.resolve("large.keras"));
    TinyModels.write(folder.resolve("pets.keras"), 1);
    try (ServedModels models = open(folder)) {
      assertEquals(List.of(1L), numbers(models.get("pets")));
      assertEquals(List.of(), numbers(models.get("large")));
      assertEquals(1, models.get("large").failures());
      assertTrue(log.stream().anyMatch(line -> line.startsWith("large: ")), log::toString);
    }
  }

  @Test
  void aNetworkWhoseOutputsAreNotFiniteLeavesNoThreads() throws Exception {
    Path file = TinyModels.writeOverflowing(folder.resolve("wide.keras"));
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertThrows(WeftException.class, () -> ModelVersion.read(file, 1));
    until(() ->
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> !before.contains(thread) && thread.getName().startsWith("weft-")));
  }

  @Test
  void aFileThatIsBackIsReadAnew() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 1);
    Path aside = folder.resolve("aside");
    try (ServedModels models = open(file)) {
      ServedModel pets = models.get("pets");
      Files.move(file, aside);
      until(() -> pets.problems().containsValue("its file is gone."));
      Files.move(aside, file);
      until(() -> pets.problems().isEmpty());
      assertEquals(List.of(2L, 1L), numbers(pets));
    }
  }

  @Test
  void aFileThatIsStillWrittenToDoesNotServe() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 1);
    byte[] other = Files.readAllBytes(TinyModels.write(folder.resolve("other.keras"), 2));
    try (ServedModels models = open(file)) {
      for (int bytes = 500; bytes <= other.length; bytes += (other.length - 500) / 24 + 1) {
        Files.write(file, Arrays.copyOf(other, bytes));
        Thread.sleep(100);
        assertEquals(List.of(1L), numbers(models.get("pets")));
      }
      Files.write(file, other);
      until(() -> numbers(models.get("pets")).equals(List.of(2L, 1L)));
      assertEquals(0, models.get("pets").failures(), "no half file was read");
      assertEquals(Sha256.of(other), models.version("pets", OptionalLong.empty()).sha256());
    }
  }

  @Test
  void theHighestFolderOfVersionsServesAndEachByItsNumber() throws Exception {
    Files.createDirectories(folder.resolve("pets/2"));
    TinyModels.write(folder.resolve("pets/2/model.keras"), 2);
    try (ServedModels models = open(folder.resolve("pets"))) {
      ServedModel pets = models.get("pets");
      assertEquals(List.of(2L), numbers(pets));
      Files.createDirectories(folder.resolve("pets/10"));
      TinyModels.write(folder.resolve("pets/10/model.keras"), 10);
      until(() -> numbers(pets).equals(List.of(10L, 2L)));
      Files.delete(folder.resolve("pets/2/model.keras"));
      until(() -> numbers(pets).equals(List.of(10L)));
      Files.delete(folder.resolve("pets/10/model.keras"));
      until(() -> pets.problems().containsKey(10L));
      assertEquals(List.of(10L), numbers(pets), "the last one serves on");
    }
  }

  @Test
  void aNewFileInAFolderBeginsToServe() throws Exception {
    TinyModels.write(folder.resolve("a.keras"), 1);
    try (ServedModels models = open(folder)) {
      Refusal unknown = assertThrows(Refusal.class, () -> models.get("bb"));
      assertEquals("there is no network 'bb'; known are a.", unknown.getMessage());
      TinyModels.write(folder.resolve("bb.keras"), 2);
      until(() -> models.all().size() == 2 && !numbers(models.get("bb")).isEmpty());
    }
  }

  @Test
  void whoAsksKeepsAVersionOpen() throws Exception {
    Path file = TinyModels.write(folder.resolve("pets.keras"), 1);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    float[][] answer = new float[1][];
    ServedModels models = open(file);
    Thread asking =
        Thread.ofVirtual()
            .start(() ->
                answer[0] =
                    models.ask(
                        "pets",
                        OptionalLong.empty(),
                        version -> {
                          asked.countDown();
                          await(closing);
                          return version.classifier().predict(new float[64]);
                        }));
    asked.await();
    Thread close = Thread.ofVirtual().start(models::close);
    until(() -> models.get("pets").versions().isEmpty());
    closing.countDown();
    asking.join();
    close.join();
    assertEquals(TinyModels.CLASSES.size(), answer[0].length);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void twoNetworksMayNotHaveOneName() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    String one = TinyModels.write(folder.resolve("a/pets.keras"), 1).toString();
    String two = TinyModels.write(folder.resolve("b/pets.keras"), 2).toString();
    WeftException wrong =
        assertThrows(WeftException.class, () -> ServedModels.open(List.of(one, two), "none.db", log::add));
    assertEquals(
        "each network has a name of its own; received 'pets' for %s and for %s; name one otherwise by NAME=FILE."
            .formatted(one, two),
        wrong.getMessage());
  }
}
