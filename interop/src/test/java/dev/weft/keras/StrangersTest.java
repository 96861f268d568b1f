package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Outputs;
import dev.weft.model.SGD;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Keras 3.15.1 wrote (see {@code strangers.py}), with what other people's files have. */
class StrangersTest {
  private static final int IMAGES = 2;
  private static final int PIXELS = 36;

  private static final Map<String, byte[]> FILES = files();
  private static final Map<String, Object> EXPECTED = Json.read(FILES.remove("expected.json"), "expected.json");

  @TempDir private Path folder;

  private static Map<String, byte[]> files() {
    try (var zip = new ZipInputStream(StrangersTest.class.getResourceAsStream("strangers.zip"))) {
      Map<String, byte[]> files = new TreeMap<>();
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private KerasModel read(String name) throws IOException {
    return KerasFile.read(Files.write(folder.resolve(name), FILES.get(name)));
  }

  private static float[] outputs(Model model) {
    float[] inputs = new float[IMAGES * PIXELS];
    for (int i = 0; i < inputs.length; i++) {
      int value = (37 * (i % PIXELS) + 101 * (i / PIXELS)) % 256;
      inputs[i] = value * model.scaling().scale()[i % PIXELS] + model.scaling().offset()[i % PIXELS];
    }
    return model.predict(inputs);
  }

  private static float[] expected(String name) {
    List<?> values = ((List<?>) EXPECTED.get(name)).stream().flatMap(row -> ((List<?>) row).stream()).toList();
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) values.get(i)).floatValue();
    }
    return floats;
  }

  static Stream<String> names() {
    return FILES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theyGiveWhatKerasGives(String name) throws IOException {
    assertArrayEquals(expected(name), outputs(read(name).model()), 1e-5f);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatWeftWritesOfThemGivesTheSame(String name) throws IOException {
    KerasModel read = read(name);
    Path copy = folder.resolve("copy.keras");
    KerasFile.write(copy, read);
    KerasModel again = KerasFile.read(copy);
    assertArrayEquals(outputs(read.model()), outputs(again.model()));
    assertEquals(read.model().network(), again.model().network());
    assertEquals(List.of(), again.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optimizer-lamb.keras                    | the optimizer Lamb
          optimizer-muon.keras                    | the optimizer Muon
          loss-scaling.h5                         | loss scaling
          own-optimizer.keras                     | the optimizer OwnOptimizer
          schedule-own-schedule.keras             | the learning rate's schedule OwnSchedule
          own-loss-function.h5                    | the loss house>own_loss
          loss-sum.keras                          | the loss MeanSquaredError's reduction 'sum'
          loss-list.keras                         | loss_weights [0.5]
          """)
  void oneNoteSaysWhatWasLeftOut(String name, String what) throws IOException {
    assertEquals(List.of("left out what only training needs: " + what + "."), read(name).notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jit.keras",
        "loss-dictionary.h5",
        "frozen-base.keras",
        "nested-augmentation.h5",
        "rescaling.h5",
        "optimizer-adamax.keras",
        "optimizer-ftrl.keras",
        "optimizer-lion.keras",
        "adam-amsgrad.h5",
        "adam-amsgrad.keras",
        "adamw-ema.h5",
        "adamw-ema.keras",
        "accumulation.h5",
        "accumulation.keras",
        "focal-loss.keras",
        "schedule-cosine-decay-restarts.keras",
        "schedule-inverse-time-decay.keras",
        "schedule-polynomial-decay.keras"
      })
  void whatChangesNothingNeedsNoNote(String name) throws IOException {
    assertEquals(List.of(), read(name).notes());
  }

  @Test
  void constraintsRegularizersAndInitializersOfAnybodyAreLeftOut() throws IOException {
    assertEquals(
        List.of(
            "left out what only training needs: the bias regularizer OwnRegularizer, the kernel constraint MaxNorm, the"
                + " gamma constraint OwnConstraint, the activity regularizer L1, the kernel regularizer"
                + " OrthogonalRegularizer, the kernel constraint OwnConstraint."),
        read("constraints.keras").notes());
  }

  @Test
  void frozenLayersAreKnown() throws IOException {
    Graph network = read("frozen-base.keras").model().network();
    assertEquals(network.names().subList(0, 3), network.frozen());
    assertEquals(read("frozen-base.h5").model().network().layers().size(), network.layers().size());
  }

  @Test
  void aModelThatWasTrainedOtherwiseIsNotTrainedOnInSilence() throws IOException {
    Model model = read("optimizer-lamb.keras").model();
    ImageSet images = ImageSet.of(new byte[36], new int[1], 6, 6, 1, List.of("a", "b", "c"));
    assertEquals(
        "this model cannot be trained on as it is: its file trains it with what Weft does not have: the optimizer Lamb;"
            + " say how with recompiled(optimizer, loss).",
        assertThrows(IllegalArgumentException.class, () -> model.fit(images, Fit.epochs(1))).getMessage());
    Model own = model.recompiled(SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    assertArrayEquals(outputs(model), outputs(own));
    own.fit(images, Fit.epochs(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"constraints.keras", "constraints.h5"})
  void aModelWithConstraintsIsNotTrainedWithoutThemInSilence(String name) throws IOException {
    Model model = read(name).model();
    ImageSet images = ImageSet.of(new byte[36], new int[1], 6, 6, 1, List.of("a", "b", "c"));
    String said = assertThrows(IllegalArgumentException.class, () -> model.fit(images, Fit.epochs(1))).getMessage();
    assertTrue(said.contains("the kernel constraint MaxNorm"), said);
    assertTrue(said.endsWith("; say how with recompiled(optimizer, loss)."), said);
    model.recompiled(SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
  }

  @Test
  void aNetworkThatScalesItsInputsSeesBytes() throws IOException {
    assertEquals("none", read("rescaling.keras").model().scaling().name());
    assertEquals("none", read("nested-augmentation.keras").model().scaling().name());
    assertEquals("rescale", read("jit.keras").model().scaling().name());
  }

  @ParameterizedTest
  @CsvSource({
    "end-sigmoid.keras, PROBABILITIES",
    "end-scores.keras, LOGITS",
    "own-loss-of-scores.keras, LOGITS",
    "end-linear.keras, SCORES",
    "end-tanh.keras, MARGIN",
    "input-batch.keras, SCORES"
  })
  void theFileSaysWhatItsOutputsAreOrNot(String name, Outputs outputs) throws IOException {
    Model model = read(name).model();
    assertEquals(outputs, Outputs.of(model.network(), model.loss()));
  }

  @Test
  void oneOutputDecidesBetweenTwoClasses() throws IOException {
    assertEquals(List.of("0", "1"), read("end-sigmoid.h5").metadata().classNames());
  }

  /** Three of each file: a byte changed, or a word of the configuration, in an archive that is whole. */
  @ParameterizedTest
  @MethodSource("names")
  void damagedOnesAreReadOrRefusedInOneSentence(String name) throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < 3; i++) {
      Path file = folder.resolve(i + name);
      Files.write(file, name.endsWith(".h5") ? mutant(FILES.get(name), random) : zipMutant(FILES.get(name), random));
      try {
        outputs(KerasFile.read(file).model());
      } catch (WeftException e) {
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
      }
    }
  }

  private static byte[] mutant(byte[] content, SplittableRandom random) {
    byte[] mutant = content.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
    }
    return mutant;
  }

  private static byte[] zipMutant(byte[] content, SplittableRandom random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(content));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(random.nextBoolean() ? mutant(from.readAllBytes(), random) : from.readAllBytes());
        to.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
