package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that Keras 3.15.1 wrote, a few layers in each (see {@code layers.py}). */
class LayerFilesTest {
  private static final Map<String, byte[]> FILES = files();
  private static final Map<String, Object> EXPECTED = Json.read(FILES.remove("expected.json"), "expected.json");

  @TempDir private Path folder;

  private static Map<String, byte[]> files() {
    try (var zip = new ZipInputStream(LayerFilesTest.class.getResourceAsStream("layers.zip"))) {
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
    return FILES.keySet().stream();
  }

  private static float[] outputs(Model model) {
    float[] inputs = new float[2 * 36];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (37 * (i % 36) + 101 * (i / 36)) % 256 / 255f;
    }
    return model.predict(inputs);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theyGiveWhatKerasGives(String name) throws IOException {
    KerasModel read = KerasFile.read(Files.write(folder.resolve(name), FILES.get(name)));
    float[] outputs = outputs(read.model());
    for (int i = 0; i < outputs.length; i++) {
      List<?> row = (List<?>) ((List<?>) EXPECTED.get(name)).get(i / 3);
      assertEquals(((Number) row.get(i % 3)).doubleValue(), outputs[i], 1e-5);
    }
  }

  /** {@code WEFT_KEEP} names a folder in which the files stay, so that Keras can be asked what it makes of them. */
  @ParameterizedTest
  @MethodSource("names")
  void whatWeftWritesOfThemGivesTheSame(String name) throws IOException {
    KerasModel read = KerasFile.read(Files.write(folder.resolve(name), FILES.get(name)));
    String keep = System.getenv("WEFT_KEEP");
    Path copy = (keep == null ? folder : Path.of(keep)).resolve(name + "-copy.keras");
    KerasFile.write(copy, read);
    KerasModel again = KerasFile.read(copy);
    assertArrayEquals(outputs(read.model()), outputs(again.model()));
    assertEquals(read.model().network(), again.model().network());
    assertEquals(List.of(), again.notes());
  }
}
