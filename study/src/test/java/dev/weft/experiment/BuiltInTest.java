package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Optimizer;
import dev.weft.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that come with Weft. {@code summaries.json} is what Keras 3.15.1 says of the reports' networks. */
class BuiltInTest {
  private static final Map<String, String> KERAS_NAMES =
      Map.of(
          "fashion-mlp", "e-base",
          "e-epochs-50", "e-base",
          "e-epochs-100", "e-base",
          "e-epochs-200", "e-base",
          "b-shallow-poisson", "b-shallow",
          "e-dropout-0.1", "e-dropout",
          "e-dropout-0.2", "e-dropout",
          "e-dropout-0.3", "e-dropout");

  static List<String> names() {
    return ExperimentFile.BUILT_IN;
  }

  static List<String> namesOfReports() {
    return ExperimentFile.OF_REPORTS;
  }

  private static Experiment read(String name) {
    return ExperimentFile.read(name, List.of());
  }

  private static Map<?, ?> keras() throws IOException {
    try (InputStream in = BuiltInTest.class.getResourceAsStream("/summaries.json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (Map<?, ?>) Settings.parse("summaries.json", json).root();
    }
  }

  @ParameterizedTest
  @MethodSource("namesOfReports")
  void theNetworkIsTheOneThatKerasBuilds(String name) throws IOException {
    Map<?, ?> expected = (Map<?, ?>) keras().get(KERAS_NAMES.getOrDefault(name, name));
    Graph network = read(name).network(Shape.of(28, 28, 1), 10);
    assertEquals(expected.get("layers"), network.layers().stream().map(Layer::kind).toList());
    assertEquals(
        expected.get("output_shapes"), network.nodes().stream().map(node -> network.shape(node).sizes()).toList());
    List<Integer> parameters = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      parameters.add(network.layers().get(i).parameters(network.inputShape(network.nodes().get(i))));
    }
    assertEquals(expected.get("parameters"), parameters);
    assertEquals(expected.get("total"), network.parameters());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFileIsCalledAsTheExperiment(String name) {
    assertEquals(name, read(name).name());
    assertFalse(read(name).description().isBlank());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theResolvedExperimentIsTheSameExperiment(String name) {
    Experiment experiment = read(name);
    assertEquals(experiment, ExperimentFile.parse("resolved.yaml", experiment.toYaml(), List.of()));
  }

  @Test
  void everyReportedNetworkHasAnExperiment() throws IOException {
    assertEquals(
        keras().keySet(),
        namesOfReports().stream().map(name -> KERAS_NAMES.getOrDefault(name, name)).collect(Collectors.toSet()));
  }

  @Test
  void everyExampleFileIsBuiltIn() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples"))) {
      assertEquals(
          names().stream().map(name -> name + ".yaml").collect(Collectors.toSet()),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void learningRatesFallAsInReportA() {
    Optimizer fc = read("a-fc").training().optimizer();
    Optimizer cnn = read("a-cnn").training().optimizer();
    for (int epoch : IntStream.range(0, 50).toArray()) {
      double fcRate = epoch < 10 ? 0.0005 : 0.0005 * Math.exp(0.1 * (10 - epoch));
      double cnnRate = epoch > 5 ? 0.0005 : 0.0005 * Math.exp(0.2 * (5 - epoch));
      assertEquals(fcRate, fc.learningRate().rate(epoch, 0), 1e-12);
      assertEquals(cnnRate, cnn.learningRate().rate(epoch, 0), 1e-12);
    }
  }

  /** As in the reports: epochs, batch size, the dataset, optimizer and loss. */
  @ParameterizedTest
  @CsvSource({
    "a-fc, fashion-mnist, 50, 32, Adam, SparseCategoricalCrossentropy",
    "a-cnn, fashion-mnist, 15, 32, Adam, SparseCategoricalCrossentropy",
    "b-shallow, mnist, 500, 128, SGD, MeanSquaredError",
    "b-shallow-poisson, mnist, 500, 128, Adadelta, Poisson",
    "b-cnn, mnist, 15, 128, Adam, CategoricalCrossentropy",
    "c-fc, fashion-mnist, 8, 32, Adam, SparseCategoricalCrossentropy",
    "c-lenet, mnist, 5, 32, Adam, SparseCategoricalCrossentropy",
    "d-5, mnist, 10, 32, RMSprop, CategoricalCrossentropy",
    "fashion-mlp, fashion-mnist, 25, 32, Adam, SparseCategoricalCrossentropy",
    "e-epochs-200, fashion-mnist, 200, 32, Adam, SparseCategoricalCrossentropy",
    "e-dropout-0.2, fashion-mnist, 50, 32, Adam, SparseCategoricalCrossentropy",
    "e-conv-3, fashion-mnist, 50, 32, Adam, SparseCategoricalCrossentropy"
  })
  void trainingIsAsReported(String name, String dataset, int epochs, int batchSize, String optimizer, String loss) {
    Experiment experiment = read(name);
    assertEquals(dataset, experiment.data().dataset());
    assertEquals(epochs, experiment.training().epochs());
    assertEquals(batchSize, experiment.training().batchSize());
    assertEquals(optimizer, experiment.training().optimizer().getClass().getSimpleName());
    assertEquals(loss, experiment.training().loss().getClass().getSimpleName());
    assertTrue(experiment.training().shuffle());
  }
}
