package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.keras.KerasFile;
import dev.weft.model.Conv2D;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Explanations against those that explain.py made with Keras 3.15.1 and autograd, of three networks. {@code
 * WEFT_GOLDEN} names a folder with more: {@code explain/NAME.json} of the model in {@code models}.
 */
class GoldenExplanationsTest {
  private static final Path KERAS = Path.of("../interop/src/test/resources/dev/weft/keras");
  private static final Shape IMAGE = Shape.of(28, 28, 1);

  /** Allowed of the largest value. */
  private static final double TOLERANCE = 1e-4;

  /**
   * @param model its file
   * @param file what is expected of it
   */
  record Golden(Path model, JsonNode file) {
    static Golden of(Path models, InputStream in) throws IOException {
      JsonNode file = new ObjectMapper().readTree(in);
      return new Golden(models.resolve(file.get("model").asString()), file);
    }

    /** The first 20 images of its test set. */
    byte[] images() throws IOException {
      Path images = KERAS.resolve(file.get("data").asString() + "-20-idx3-ubyte.gz");
      try (InputStream in = new GZIPInputStream(Files.newInputStream(images))) {
        return in.readAllBytes();
      }
    }

    @Override
    public String toString() {
      return model.getFileName().toString();
    }
  }

  static Stream<Golden> networks() throws IOException {
    List<Golden> all = new ArrayList<>();
    for (String name : List.of("b-cnn", "batchnorm", "d-3")) {
      try (InputStream in = GoldenExplanationsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
        all.add(Golden.of(KERAS, in));
      }
    }
    if (System.getenv("WEFT_GOLDEN") != null) {
      Path folder = Path.of(System.getenv("WEFT_GOLDEN"));
      try (Stream<Path> files = Files.list(folder.resolve("explain"))) {
        for (Path file : files.sorted().toList()) {
          all.add(Golden.of(folder.resolve("models"), Files.newInputStream(file)));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void explanationsAreThoseOfKeras(Golden golden) throws IOException {
    byte[] images = golden.images();
    Model model = KerasFile.read(golden.model).model();
    try (ScoredNetwork network = ScoredNetwork.of(model, IMAGE, 2)) {
      JsonNode expected = golden.file.get("images");
      for (String number : expected.propertyNames()) {
        byte[] pixels = new byte[784];
        System.arraycopy(images, 16 + 784 * Integer.parseInt(number), pixels, 0, 784);
        check(network, pixels, expected.get(number), lastConvolution(model));
      }
    }
  }

  private static Optional<String> lastConvolution(Model model) {
    return model.network().nodes().reversed().stream()
        .filter(node -> node.layer() instanceof Conv2D)
        .map(Node::name)
        .findFirst();
  }

  private static void check(ScoredNetwork network, byte[] pixels, JsonNode expected, Optional<String> camLayer) {
    int label = expected.get("target").asInt();
    near("scores", expected.get("scores"), network.scores(1, ScoredNetwork.of(network.inputs(pixels))));
    near("input_gradient", expected.get("input_gradient"), values(new InputGradient(), network, pixels, label));
    IntegratedGradients integrated = new IntegratedGradients(32, Ground.BLACK);
    near("integrated_gradients", expected.get("integrated_gradients"), values(integrated, network, pixels, label));
    double missed = expected.get("integrated_sum").asDouble() - expected.get("score_difference").asDouble();
    double difference = integrated.attribute(network, pixels, label).difference().orElseThrow();
    assertEquals(missed, difference, 1e-4, "what the sum misses");
    near("occlusion", expected.get("occlusion"), new Occlusion(7, 7, Ground.BLACK).drops(network, pixels, label));
    assertEquals(expected.get("grad_cam").isNull(), camLayer.isEmpty());
    if (camLayer.isPresent()) {
      near("grad_cam", expected.get("grad_cam"), new GradCam(camLayer.get(), false).coarse(network, pixels, label));
    }
  }

  private static float[] values(AttributionMethod method, ScoredNetwork network, byte[] pixels, int label) {
    return method.attribute(network, pixels, label).values();
  }

  private static void near(String what, JsonNode expected, float[] actual) {
    JsonNode values = expected.get("values");
    assertEquals(values.size(), actual.length, what);
    double largest = 0;
    for (JsonNode value : values) {
      largest = Math.max(largest, Math.abs(value.asDouble()));
    }
    for (int i = 0; i < actual.length; i++) {
      assertEquals(values.get(i).asDouble(), actual[i], TOLERANCE * largest, what + "[" + i + "]");
    }
  }
}
