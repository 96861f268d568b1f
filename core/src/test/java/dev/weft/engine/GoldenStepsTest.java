package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.Config;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Weft against numbers from Keras 3.15: some steps of training from the same weights on the same batch. {@code
 * WEFT_GOLDEN} names a folder with more cases of the kind.
 */
class GoldenStepsTest {
  private static final double TOLERANCE = 1e-4;

  static Stream<Path> cases() throws Exception {
    Path own = Path.of(GoldenStepsTest.class.getResource("/golden/steps").toURI());
    List<Path> folders = new ArrayList<>(List.of(own));
    if (System.getenv("WEFT_GOLDEN") != null) {
      folders.add(Path.of(System.getenv("WEFT_GOLDEN")));
    }
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> listed = Files.list(folder)) {
        listed.filter(file -> file.toString().endsWith(".json")).sorted().forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsGiveTheSameLossesWeightsAndPredictionsAsInKeras(Path file) throws Exception {
    JsonNode golden = new ObjectMapper().readTree(Files.readAllBytes(file));
    Trained trained = Trained.as(golden);
    Graph network = trained.network();
    assertEquals(golden.at("/parameters/total").asInt(), network.parameters());
    assertEquals(golden.at("/parameters/trainable").asInt(), network.parameters(true));
    assertClose("before", floats(golden.at("/predictions_before/values")), trained.before());
    JsonNode losses = golden.get("losses");
    for (int step = 0; step < losses.size(); step++) {
      double expected = losses.get(step).asDouble();
      assertEquals(expected, trained.losses()[step], TOLERANCE * Math.abs(expected), "loss of step " + step);
    }
    assertWeights(golden.get("weights_after"), trained.variables());
    assertClose("after", floats(golden.at("/predictions_after/values")), trained.after());
    if (golden.has("weights_finalized")) {
      trained.state().useAverages();
      assertWeights(golden.get("weights_finalized"), trained.variables());
    }
  }

  /**
   * Where a weight's true gradient is 0 or nearly, Adam makes steps of what rounding leaves of it, and no two programs
   * in float32 agree. Such cases are compared with Keras in float64: Weft is at most three times as far from it as
   * Keras in float32 on torch, or a hundred-thousandth of the weight's largest number.
   *
   * <p>Measured: a convolution's bias before batch normalization, whose gradient is 0, ends 0.0070 from float64 in Weft
   * and 0.0035 in Keras, of 0.20, and the moving mean that follows it 0.00031 and 0.00014, of 0.16. With weights of
   * 0.00003 and as many images of one class as of the other, the last bias ends 0.0000017 and 0.0000014 away, of
   * 0.00038, the one before 0.000000022 and 0.000000024, of 0.000018.
   */
  @ParameterizedTest
  @ValueSource(strings = {"bias-before-batchnorm", "tiny-weights-adam"})
  void whereAdamAmplifiesRoundingWeftIsAboutAsNearToDoublePrecisionAsKeras(String name) throws Exception {
    JsonNode golden =
        new ObjectMapper()
            .readTree(GoldenStepsTest.class.getResource("/golden/float64/" + name + ".json").openStream());
    Trained trained = Trained.as(golden);
    double farthest = 0;
    for (int i = 0; i < trained.variables().size(); i++) {
      double[] exact = doubles(golden.at("/float64/weights_after/" + i + "/values"));
      double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
      double keras = distance(exact, floats(golden.at("/weights_after/" + i + "/values")));
      double weft = distance(exact, trained.variables().get(i).values());
      String path = golden.at("/weights_after/" + i + "/path").asString();
      assertTrue(
          weft <= Math.max(3 * keras, 1e-5 * largest), path + ": Weft is " + weft + " from float64, Keras " + keras);
      farthest = Math.max(farthest, keras / largest);
    }
    assertTrue(farthest > TOLERANCE, "Keras is as near to float64 as the other cases ask for: " + farthest);
  }

  private static double distance(double[] exact, float[] values) {
    return IntStream.range(0, exact.length).mapToDouble(i -> Math.abs(exact[i] - values[i])).max().orElseThrow();
  }

  /** What Weft makes of a case. */
  private record Trained(
      Graph network, List<Variable> variables, OptimizerState state, float[] before, double[] losses, float[] after) {
    static Trained as(JsonNode golden) {
      JsonNode given = golden.get("case");
      Graph network = GoldenStepsTest.network(given);
      Loss loss = loss(given.get("loss"));
      Optimizer optimizer = Config.read(Optimizer.class, configuration(given.get("optimizer")));
      List<Variable> variables = Variable.of(network, 1);
      OptimizerState state = OptimizerState.of(optimizer, variables);
      load(golden.get("weights_before"), variables);
      int batch = given.get("batch").asInt();
      float[] x = floats(golden.at("/x/values"));
      int[] labels = labels(golden.get("y"), batch);
      float[] weights = golden.get("sample_weight").isNull() ? null : floats(golden.at("/sample_weight/values"));
      double[] losses = new double[golden.get("losses").size()];
      try (WorkerPool workers = new WorkerPool(2)) {
        Program inference = Program.inference(network, variables, loss, batch, workers);
        float[] before = predict(inference, x, batch);
        Program training = Program.training(network, variables, loss, optimizer, state, batch, 1, workers);
        System.arraycopy(x, 0, training.input(), 0, x.length);
        for (int step = 0; step < losses.length; step++) {
          losses[step] = training.step(batch, labels, weights, optimizer.learningRate().rate(0, step));
        }
        return new Trained(network, variables, state, before, losses, predict(inference, x, batch));
      }
    }
  }

  private static float[] predict(Program program, float[] x, int batch) {
    System.arraycopy(x, 0, program.input(), 0, x.length);
    program.weightsChanged();
    program.forward(batch);
    return Arrays.copyOf(program.output(), batch * program.outputFeatures());
  }

  private static void assertWeights(JsonNode expected, List<Variable> variables) {
    for (int i = 0; i < expected.size(); i++) {
      JsonNode weight = expected.get(i);
      assertClose(weight.get("path").asString(), floats(weight.get("values")), variables.get(i).values());
    }
  }

  /**
   * Each number within the tolerance of it, or of a hundredth of the largest: near 0 only the absolute error says
   * something.
   */
  private static void assertClose(String what, float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, what);
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double allowed = TOLERANCE * Math.max(Math.abs(expected[i]), largest / 100);
      double error = Math.abs(expected[i] - actual[i]);
      assertTrue(error <= allowed, what + "[" + i + "]: " + expected[i] + " expected, " + actual[i] + " received");
    }
  }

  private static Graph network(JsonNode given) {
    List<Layer> layers = new ArrayList<>();
    List<Boolean> trainable = new ArrayList<>();
    for (JsonNode layer : given.get("layers")) {
      trainable.add(layer.get(1).path("trainable").asBoolean(true));
      ((ObjectNode) layer.get(1)).remove("trainable");
      layers.add(Config.read(Layer.class, configuration(layer)));
    }
    List<Integer> sizes = new ArrayList<>();
    given.get("input_shape").forEach(size -> sizes.add(size.asInt()));
    Graph network = Sequential.of(new Shape(sizes), layers);
    return network.freeze(
        IntStream.range(0, layers.size())
            .filter(i -> !trainable.get(i))
            .mapToObj(network.names()::get)
            .toArray(String[]::new));
  }

  private static Loss loss(JsonNode loss) {
    return Config.read(Loss.class, loss.isString() ? loss.asString() : configuration(loss));
  }

  /** {@code ["Dense", {...}]} as a configuration. */
  private static Object configuration(JsonNode pair) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", pair.get(0).asString());
    config.put("config", new ObjectMapper().convertValue(pair.get(1), Map.class));
    return config;
  }

  private static void load(JsonNode weights, List<Variable> variables) {
    assertEquals(weights.size(), variables.size());
    for (int i = 0; i < variables.size(); i++) {
      float[] values = floats(weights.get(i).get("values"));
      assertEquals(values.length, variables.get(i).values().length);
      System.arraycopy(values, 0, variables.get(i).values(), 0, values.length);
    }
  }

  private static int[] labels(JsonNode y, int batch) {
    float[] values = floats(y.get("values"));
    int width = values.length / batch;
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < width; j++) {
        labels[i] = width == 1 ? (int) values[i] : values[i * width + j] == 1 ? j : labels[i];
      }
    }
    return labels;
  }

  private static double[] doubles(JsonNode values) {
    double[] doubles = new double[values.size()];
    Arrays.setAll(doubles, i -> values.get(i).asDouble());
    return doubles;
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).asDouble();
    }
    return floats;
  }
}
