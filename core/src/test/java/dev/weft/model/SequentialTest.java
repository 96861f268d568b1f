package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SequentialTest {
  /** What Keras says of a network: golden/summaries.json, which golden/models.py made. */
  private record Known(String name, JsonNode summary) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Known> summaries() throws Exception {
    try (InputStream file = SequentialTest.class.getResourceAsStream("/golden/summaries.json")) {
      JsonNode summaries = JsonMapper.shared().readTree(file);
      return summaries.properties().stream().map(entry -> new Known(entry.getKey(), entry.getValue()));
    }
  }

  /** The networks of the five reports. */
  private static Map<String, List<Layer>> networks() {
    return Map.ofEntries(
        Map.entry("a-fc", reportAsDense()),
        Map.entry("a-cnn", reportAsConvolutional()),
        Map.entry("b-shallow", List.of(Flatten.of(), Dense.of(64).activation(Activation.SIGMOID), output())),
        Map.entry(
            "b-cnn",
            List.of(
                conv(32, 3),
                MaxPooling2D.of(2),
                conv(64, 3),
                MaxPooling2D.of(2),
                Flatten.of(),
                Dropout.of(0.5),
                output())),
        Map.entry("c-fc", dense(320, 130)),
        Map.entry(
            "c-lenet",
            List.of(
                conv(6, 5).padding(Padding.SAME),
                MaxPooling2D.of(2),
                conv(16, 5),
                MaxPooling2D.of(2),
                conv(120, 5),
                Flatten.of(),
                hidden(84),
                output())),
        Map.entry("d-1", dense(128)),
        Map.entry("d-2", dense(128, 128)),
        Map.entry("d-3", dense(64, 64)),
        Map.entry("d-4", dense(64)),
        Map.entry("d-5", dense(256)),
        Map.entry("d-6", dense(256, 256)),
        Map.entry("e-base", dense(256)),
        Map.entry("e-depth-2", dense(256, 128)),
        Map.entry("e-depth-3", dense(256, 128, 256)),
        Map.entry(
            "e-dropout", List.of(Flatten.of(), hidden(256), Dropout.of(0.1), hidden(128), Dropout.of(0.1), output())),
        Map.entry("e-conv-1", blocks(1)),
        Map.entry("e-conv-2", blocks(2)),
        Map.entry("e-conv-3", blocks(3)));
  }

  private static Dense hidden(int units) {
    return Dense.of(units).activation(Activation.RELU);
  }

  private static Dense output() {
    return Dense.of(10).activation(Activation.SOFTMAX);
  }

  private static Conv2D conv(int filters, int kernel) {
    return Conv2D.of(filters, kernel).activation(Activation.RELU);
  }

  private static List<Layer> dense(int... units) {
    List<Layer> layers = new ArrayList<>(List.of(Flatten.of()));
    for (int u : units) {
      layers.add(hidden(u));
    }
    layers.add(output());
    return layers;
  }

  private static List<Layer> blocks(int n) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      layers.addAll(List.of(conv(32, 3), MaxPooling2D.of(2)));
    }
    layers.addAll(dense(256));
    return layers;
  }

  private static List<Layer> reportAsDense() {
    List<Layer> layers = new ArrayList<>(List.of(Flatten.of()));
    for (int units : new int[] {300, 300, 100, 100}) {
      layers.addAll(List.of(Dense.of(units), PReLU.of()));
    }
    layers.addAll(List.of(Dense.of(50), ReLU.of(), output()));
    return layers;
  }

  private static List<Layer> reportAsConvolutional() {
    return List.of(
        conv(128, 5),
        MaxPooling2D.of(3, 2),
        conv(156, 3),
        MaxPooling2D.of(3, 2),
        conv(156, 3),
        Flatten.of(),
        Dense.of(84),
        PReLU.of(),
        Dense.of(84),
        PReLU.of(),
        output());
  }

  @ParameterizedTest
  @MethodSource("summaries")
  void theReportsNetworksHaveKerasShapesAndParameters(Known known) {
    Graph network = Sequential.of(Shape.of(28, 28, 1), networks().get(known.name));
    JsonNode summary = known.summary;
    assertEquals(summary.get("parameters").intValue(), network.parameters());
    assertEquals(summary.get("layers").size(), network.layers().size());
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      assertEquals(summary.get("layers").get(i).stringValue(), layer.kind());
      assertEquals(
          summary.get("output_shapes").get(i).valueStream().map(JsonNode::intValue).toList(),
          network.shape(network.nodes().get(i)).sizes());
      assertEquals(
          summary.get("parameters_per_layer").get(i).intValue(),
          layer.parameters(network.inputShape(network.nodes().get(i))),
          layer.kind());
    }
  }

  @Test
  void everyReportHasItsNetworks() throws Exception {
    assertEquals(networks().keySet(), summaries().map(Known::name).collect(Collectors.toSet()));
  }

  @Test
  void movingStatisticsAreNotTrainable() {
    Graph network = Sequential.of(Input.of(5), Dense.of(3), BatchNormalization.of());
    assertEquals(5 * 3 + 3 + 12, network.parameters());
    assertEquals(5 * 3 + 3 + 6, network.parameters(true));
    assertEquals(6, network.parameters(false));
    assertEquals(
        List.of("gamma", "beta", "moving_mean", "moving_variance"),
        network.weights(network.nodes().get(1)).stream().map(Weight::name).toList());
  }

  @Test
  void weightsHaveKerasNamesAndShapes() {
    Graph network =
        Sequential.of(
            Input.of(6, 5, 2), Conv2D.of(4, Size.of(3, 2)), PReLU.of().sharedAxes(1, 2), Dense.of(7).useBias(false));
    assertEquals(
        List.of("kernel (3, 2, 2, 4)", "bias (4,)", "alpha (1, 1, 4)", "kernel (4, 7)"),
        Stream.of(0, 1, 2)
            .flatMap(i -> network.weights(network.nodes().get(i)).stream())
            .map(weight -> weight.name() + " " + weight.shape())
            .toList());
  }

  @Test
  void layersAreNamedAndNumberedAsInKeras() {
    List<Layer> layers =
        List.of(
            Conv2D.of(1, 1),
            Conv2D.of(1, 1),
            MaxPooling2D.of(),
            AveragePooling2D.of(),
            BatchNormalization.of(),
            PReLU.of(),
            LeakyReLU.of(),
            ReLU.of(),
            ELU.of(),
            ActivationLayer.of(Activation.TANH),
            GlobalAveragePooling2D.of(),
            Flatten.of(),
            Dropout.of(0.1),
            Dense.of(1),
            Dense.of(1),
            Dense.of(1),
            Softmax.of());
    assertEquals(
        List.of(
            "conv2d",
            "conv2d_1",
            "max_pooling2d",
            "average_pooling2d",
            "batch_normalization",
            "p_re_lu",
            "leaky_re_lu",
            "re_lu",
            "elu",
            "activation",
            "global_average_pooling2d",
            "flatten",
            "dropout",
            "dense",
            "dense_1",
            "dense_2",
            "softmax"),
        LayerNames.of(layers));
  }

  private static void assertRefused(String message, Executable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
  }

  @Test
  void impossibleStacksNameTheLayerTheRuleAndTheShape() {
    assertRefused(
        "layer 2: Conv2D needs images (height, width, channels); received an input of shape (784,).",
        () -> Sequential.of(Input.of(28, 28, 1), Flatten.of(), Conv2D.of(3, 3)));
    assertRefused(
        "layer 1: GlobalAveragePooling2D needs images (height, width, channels); received an input of shape (4,).",
        () -> Sequential.of(Input.of(4), GlobalAveragePooling2D.of()));
    assertRefused(
        "layer 2: MaxPooling2D: a 3x3 window does not fit into its input of shape (2, 5, 4); use a smaller window,"
            + " fewer layers before it, or padding 'same'.",
        () -> Sequential.of(Input.of(4, 7, 1), Conv2D.of(4, 3), MaxPooling2D.of(3)));
    assertRefused(
        "layer 1: PReLU: 'shared_axes' must be from 1 to 1 for an input of shape (4,); received 2.",
        () -> Sequential.of(Input.of(4), PReLU.of().sharedAxes(2)));
  }

  @Test
  void theLayerAtFaultIsCountedFrom0() {
    LayerException e =
        assertThrows(LayerException.class, () -> Sequential.of(Input.of(4), Dense.of(3), MaxPooling2D.of()));
    assertEquals(1, e.index());
  }

  @Test
  void anEmptyNetworkAndOneWithoutInputAreRefused() {
    assertRefused(
        "a network needs at least one layer after its input; received none.", () -> Sequential.of(Input.of(4)));
    assertRefused("a network begins with Input.of(...); received no layer.", Sequential::of);
    assertRefused(
        "a network begins with Input.of(...); received Flatten first.", () -> Sequential.of(Flatten.of(), Dense.of(3)));
  }

  @Test
  void twoLayersOfOneNameAreRefused() {
    List<Layer> layers = List.of(Dense.of(1), Dense.of(1));
    assertRefused(
        "each layer needs a name of its own; received [a, a].",
        () -> Sequential.of("n", Shape.of(2), layers, List.of("a", "a")));
  }

  @Test
  void impossibleLayersAreRefused() {
    assertRefused("Dense: 'units' must be at least 1; received 0.", () -> Dense.of(0));
    assertRefused("Conv2D: 'filters' must be at least 1; received -1.", () -> Conv2D.of(-1, 3));
    assertRefused("a size must be at least 1x1; received 0x0.", () -> Conv2D.of(1, 0));
    assertRefused("Dropout: 'rate' must be at least 0 and below 1; received 1.0.", () -> Dropout.of(1));
    assertRefused(
        "LeakyReLU: 'negative_slope' must be a finite number, 0 or more; received -0.1.", () -> new LeakyReLU(-0.1));
    assertRefused("ELU: 'alpha' must be a finite number, 0 or more; received NaN.", () -> new ELU(Double.NaN));
    assertRefused(
        "ReLU: 'max_value', 'negative_slope' and 'threshold' must be 0 or more; received -1.0, 0.0 and 0.0.",
        () -> new ReLU(-1, 0, 0));
    assertRefused("every size of a shape must be at least 1; received [3, 0].", () -> Input.of(3, 0));
    assertRefused("a shape may have at most 2^31 - 1 elements; received [65536, 65536].", () -> Input.of(65536, 65536));
    assertRefused(
        "at most one of 'clipnorm', 'clipvalue', 'global_clipnorm' and 'adaptive_clipnorm' may be set, to a number"
            + " above 0 or a schedule; received 1.0, 0.0, 2.0, 0.0.",
        () -> new Clipping(Schedule.of(1), null, Schedule.of(2), null));
    assertRefused("L2: 'l2' must be a finite number, 0 or more; received -1.0.", () -> new Regularizer.L2(-1));
  }

  @Test
  void onlyLayersThatAreThereCanBeFrozen() {
    Graph network = Sequential.of(Input.of(2), Dense.of(3), Dense.of(1));
    assertEquals(List.of("dense", "dense_1"), network.freeze("dense_1", "dense").frozen());
    assertEquals(0, network.freeze("dense_1", "dense").parameters(true));
    assertEquals(
        "the network has the layers [dense, dense_1]; received 'dense_2'.",
        assertThrows(IllegalArgumentException.class, () -> network.freeze("dense_2")).getMessage());
  }

  @Test
  void aWeightMustFitIntoAnArrayOfBytes() {
    assertEquals(784 * 600_000 + 600_000, Sequential.of(Input.of(784), Dense.of(600_000)).parameters());
    assertEquals(
        "layer 1: a weight may have at most 2^29 - 1 numbers (2 GB) and a network 2^31 - 1; "
            + "received Dense with kernel of shape (784, 700000).",
        assertThrows(IllegalArgumentException.class, () -> Sequential.of(Input.of(784), Dense.of(700_000)))
            .getMessage());
    Dense large = Dense.of(20_000);
    assertThrows(
        IllegalArgumentException.class,
        () -> Sequential.of(Input.of(20_000), large, large, large, large, large, large));
    assertThrows(IllegalArgumentException.class, () -> Sequential.of(Input.of(100_000), Dense.of(100_000)));
  }
}
