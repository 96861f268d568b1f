package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.classifier.Classifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Keras whose networks take images of any size; {@code open.py} made them. */
class OpenInputTest {
  /** Half a step of a byte in each pixel, through networks of a few weights. */
  private static final double ROUNDED = 2e-3;

  @TempDir private static Path folder;

  @BeforeAll
  static void unzip() throws IOException {
    try (InputStream in = OpenInputTest.class.getResourceAsStream("open.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stretched", "nearest", "cropped", "padded", "enlarged", "nested"})
  void imagesOfAnySizeHaveKerasPredictions(String name) throws IOException {
    assertPredictions(name, folder.resolve(name + ".keras"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stretched", "cropped", "padded", "nested"})
  void aFileWrittenAgainTakesImagesOfAnySizeToo(String name) throws IOException {
    Path again = folder.resolve(name + "-again.keras");
    KerasFile.write(again, KerasFile.read(folder.resolve(name + ".keras")));
    String config = text(again).replaceAll("\\s", "");
    assertTrue(config.contains("\"batch_shape\":[null,null,null,3]"), config);
    assertPredictions(name, again);
  }

  private static String text(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new String(zip.getInputStream(zip.getEntry("config.json")).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertPredictions(String name, Path file) throws IOException {
    List<?> expected = (List<?>) Json.read(Files.readAllBytes(folder.resolve(name + ".json")), name).get("predictions");
    try (Classifier classifier = Classifier.load(file)) {
      for (int i = 0; i < 2; i++) {
        double[] row = classifier.classify(folder.resolve(i == 0 ? "large.png" : "small.png")).probabilities();
        for (int label = 0; label < row.length; label++) {
          assertEquals(((Number) ((List<?>) expected.get(i)).get(label)).doubleValue(), row[label], ROUNDED);
        }
      }
    }
  }
}
