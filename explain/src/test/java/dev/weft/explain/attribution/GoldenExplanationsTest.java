package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.keras.KerasFile;
import dev.weft.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Explanations against those that explain.py made with Keras 3.15.1 and autograd, of three networks. */
class GoldenExplanationsTest {
  private static final Path KERAS = Path.of("../interop/src/test/resources/dev/weft/keras");
  private static final Shape IMAGE = Shape.of(28, 28, 1);

  /** Allowed of the largest value. */
  private static final double TOLERANCE = 1e-4;

  /**
   * @param camLayer the last convolution; empty for none
   */
  record Golden(String model, String camLayer, JsonNode images) {
    @Override
    public String toString() {
      return model;
    }
  }

  static Stream<Golden> networks() throws IOException {
    return Stream.of(golden("b-cnn", "conv2d_4"), golden("batchnorm", "conv2d_43"), golden("d-3", ""));
  }

  private static Golden golden(String name, String camLayer) throws IOException {
    try (InputStream in = GoldenExplanationsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      JsonNode file = new ObjectMapper().readTree(in);
      return new Golden(file.get("model").asString(), camLayer, file.get("images"));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void explanationsAreThoseOfKeras(Golden golden) throws IOException {
    byte[] images = images();
    try (ScoredNetwork network = ScoredNetwork.of(KerasFile.read(KERAS.resolve(golden.model)).model(), IMAGE, 2)) {
      for (String number : golden.images.propertyNames()) {
        byte[] pixels = new byte[784];
        System.arraycopy(images, 16 + 784 * Integer.parseInt(number), pixels, 0, 784);
        check(network, pixels, golden.images.get(number), golden.camLayer);
      }
    }
  }

  private static void check(ScoredNetwork network, byte[] pixels, JsonNode expected, String camLayer) {
    int label = expected.get("target").asInt();
    near("scores", expected.get("scores"), network.scores(1, ScoredNetwork.of(network.inputs(pixels))));
    near("input_gradient", expected.get("input_gradient"), values(new InputGradient(), network, pixels, label));
    IntegratedGradients integrated = new IntegratedGradients(32, Ground.BLACK);
    near("integrated_gradients", expected.get("integrated_gradients"), values(integrated, network, pixels, label));
    double missed = expected.get("integrated_sum").asDouble() - expected.get("score_difference").asDouble();
    double difference = integrated.attribute(network, pixels, label).difference().orElseThrow();
    assertEquals(missed, difference, 1e-4, "what the sum misses");
    near("occlusion", expected.get("occlusion"), new Occlusion(7, 7, Ground.BLACK).drops(network, pixels, label));
    if (!camLayer.isEmpty()) {
      near("grad_cam", expected.get("grad_cam"), new GradCam(camLayer, false).coarse(network, pixels, label));
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

  private static byte[] images() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(KERAS.resolve("mnist-20-idx3-ubyte.gz")))) {
      return in.readAllBytes();
    }
  }
}
