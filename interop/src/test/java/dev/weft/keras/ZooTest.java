package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks of keras.applications. Their numbers are checked of two small ones, and of all that {@code zoo.py} wrote to
 * the folder that the environment's WEFT_GOLDEN names, or to its folder {@code zoo}.
 */
class ZooTest {
  private static final double TOLERANCE = 1e-3;

  @TempDir private Path folder;

  // ---- networks

  @ParameterizedTest
  @CsvSource({
    "VGG16, 39929674",
    "ResNet50, 23608202",
    "ResNet50V2, 23585290",
    "MobileNet, 3239114",
    "MobileNetV2, 2270794",
    "MobileNetV3Small, 1540218",
    "DenseNet121, 7047754",
    "InceptionV3, 21823274",
    "InceptionResNetV2, 54352106",
    "Xception, 20881970",
    "EfficientNetB0, 4062381",
    "EfficientNetV2B0, 5932122",
    "ConvNeXtTiny, 27827818"
  })
  void hasAsManyParametersAsInKerasAlsoWhenItWasWritten(String name, int parameters) throws IOException {
    Graph network = Zoo.network(name);
    assertEquals(parameters, network.parameters());
    byte[] written = Json.write(new ModelWriter(network).write(ModelTree.of(network)));
    assertEquals(network, FunctionalModels.read(new String(written, StandardCharsets.UTF_8)).network());
  }

  // ---- numbers

  @ParameterizedTest
  @ValueSource(strings = {"MobileNetV3Small", "EfficientNetB0"})
  void computesWhatKerasComputes(String name) throws IOException {
    check(Zoo.resource(name));
  }

  private static Path golden() {
    String folder = System.getenv("WEFT_GOLDEN");
    if (folder == null) {
      return null;
    }
    Path zoo = Path.of(folder, "zoo");
    return Files.isDirectory(zoo) ? zoo : Path.of(folder);
  }

  private static List<String> names(String end) throws IOException {
    if (golden() == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(golden())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(end))
          .map(file -> file.substring(0, file.length() - end.length()))
          .sorted()
          .toList();
    }
  }

  static List<String> described() throws IOException {
    return names(".config.json.gz");
  }

  static List<String> saved() throws IOException {
    return names(".keras");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("described")
  void computesWhatKerasComputesOfTheFolder(String name) throws IOException {
    check(Zoo.of(golden(), name));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("saved")
  void givesTheScoresOfTheFileAlsoWhenItWasWritten(String name) throws IOException {
    Zoo zoo = Zoo.of(golden(), name);
    KerasModel read = KerasFile.read(golden().resolve(name + ".keras"));
    float[] scores = read.model().predict(zoo.images());
    checkScores(zoo, scores);
    Path copy = folder.resolve("copy.keras");
    KerasFile.write(copy, read);
    assertArrayEquals(scores, KerasFile.read(copy).model().predict(zoo.images()));
  }

  private static void check(Zoo zoo) {
    assertEquals(zoo.parameters(), zoo.network().parameters());
    checkScores(zoo, zoo.model().predict(zoo.images()));
    checkLayers(zoo);
  }

  private static void checkScores(Zoo zoo, float[] scores) {
    float[] expected = zoo.scores();
    assertEquals(expected.length, scores.length);
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (float score : expected) {
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    for (int i = 0; i < scores.length; i++) {
      assertEquals(expected[i], scores[i], TOLERANCE * (most - least), "score " + i);
    }
  }

  /** Mean and deviation of each layer's output; a model within is its last layer. */
  private static void checkLayers(Zoo zoo) {
    Map<String, Object> expected = zoo.layers();
    List<String> names = new ArrayList<>();
    List<Node> shown = new ArrayList<>();
    for (Node node : zoo.network().nodes()) {
      String top = node.name().replaceFirst("/.*", "");
      if (names.contains(top)) {
        shown.set(names.indexOf(top), node);
      } else if (expected.containsKey(top)) {
        names.add(top);
        shown.add(node);
      }
    }
    int known = expected.containsKey(zoo.network().inputName()) ? 1 : 0;
    assertEquals(expected.size(), names.size() + known);
    Model model = zoo.model(shown);
    float[] values = model.predict(zoo.images());
    int start = 0;
    for (int i = 0; i < shown.size(); i++) {
      int count = zoo.network().shape(shown.get(i)).elements();
      checkLayer(names.get(i), (List<?>) expected.get(names.get(i)), values, start, count);
      start += count;
    }
  }

  private static void checkLayer(String name, List<?> expected, float[] values, int start, int count) {
    double sum = 0;
    double squares = 0;
    for (int image = 0; image < 2; image++) {
      for (int i = 0; i < count; i++) {
        double value = values[image * (values.length / 2) + start + i];
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / (2 * count);
    double deviation = Math.sqrt(Math.max(0, squares / (2 * count) - mean * mean));
    double wanted = ((Number) expected.getLast()).doubleValue();
    double tolerance = TOLERANCE * Math.max(wanted, 1e-3);
    assertEquals(((Number) expected.getFirst()).doubleValue(), mean, tolerance, "mean of " + name);
    assertEquals(wanted, deviation, tolerance, "deviation of " + name);
  }
}
