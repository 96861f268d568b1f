package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.OptimizerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functional models that Keras 3.15.1 wrote, some as Keras 2 did, with the scores that it gives; see {@code
 * functional.py}.
 */
class FunctionalFilesTest {
  private static final Map<String, byte[]> FILES = files();

  @TempDir private Path folder;

  private static Map<String, byte[]> files() {
    try (var zip = new ZipInputStream(FunctionalFilesTest.class.getResourceAsStream("functional.zip"))) {
      Map<String, byte[]> files = new TreeMap<>();
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Stream<String> names() {
    return FILES.keySet().stream().filter(name -> !name.endsWith(".json"));
  }

  private KerasModel read(String name) throws IOException {
    return KerasFile.read(Files.write(folder.resolve(name), FILES.get(name)));
  }

  private static float[] numbers(String name, String part) {
    Map<String, Object> json = Json.read(FILES.get(name.replaceFirst("\\.\\w+$", ".json")), name);
    List<?> values = Json.list(Json.object(json.get(part), part).get("values"), "values");
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ((Number) values.get(i)).floatValue();
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("names")
  void theyGiveWhatKerasGivesAlsoWrittenAgain(String name) throws IOException {
    KerasModel read = read(name);
    float[] scores = read.model().predict(numbers(name, "x"));
    assertArrayEquals(numbers(name, "scores"), scores, 1e-5f);
    Path copy = folder.resolve("copy.keras");
    KerasFile.write(copy, read);
    KerasModel again = KerasFile.read(copy);
    assertEquals(read.model().network(), again.model().network());
    assertArrayEquals(scores, again.model().predict(numbers(name, "x")));
  }

  /** The state's arrays are numbered in Keras's order of weights, which is not the order in which layers were made. */
  @Test
  void theOptimizersStateIsThatOfItsWeights() throws IOException {
    Map<String, float[]> fromKeras = slots(read("transfer-learning-frozen.keras"));
    Map<String, float[]> fromHdf5 = slots(read("transfer-learning-frozen.h5"));
    assertEquals(fromKeras.keySet(), fromHdf5.keySet());
    fromKeras.forEach((slot, values) -> assertArrayEquals(values, fromHdf5.get(slot), slot));
  }

  private static Map<String, float[]> slots(KerasModel model) {
    Map<String, float[]> slots = new TreeMap<>();
    for (OptimizerState.Slot slot : model.model().optimizerState().slots()) {
      slots.put(slot.variable().path() + " " + slot.name(), slot.values());
    }
    return slots;
  }
}
