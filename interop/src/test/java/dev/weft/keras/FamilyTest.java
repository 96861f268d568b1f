package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.zoo.Family;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The families that Keras has, too, node by node. Keras's files here end without softmax, and are for 64x64 images. */
class FamilyTest {
  @ParameterizedTest
  @CsvSource({"VGG16", "ResNet50", "MobileNet", "MobileNetV2"})
  void isKerasNetwork(String name) throws IOException {
    Graph keras = Zoo.network(name);
    Graph ours = Family.named(name).orElseThrow().network(Shape.of(64, 64, 3), 10);
    assertEquals(nodes(keras), nodes(ours));
    assertEquals(keras.parameters(), ours.parameters());
    assertEquals(keras.outputName(), ours.outputName());
  }

  /** Each node's layer and inputs by its name, without numbers behind names that Keras gave; its order is by depth. */
  private static Map<String, String> nodes(Graph network) {
    Map<String, String> nodes = new TreeMap<>();
    for (Node node : network.nodes()) {
      List<String> inputs = node.inputs().stream().map(FamilyTest::unnumbered).toList();
      nodes.put(unnumbered(node.name()), linear(node.layer()) + " of " + inputs);
    }
    return nodes;
  }

  private static String unnumbered(String name) {
    return name.replaceAll("^(input_layer|global_average_pooling2d|dropout|reshape|flatten)_\\d+$", "$1");
  }

  private static Layer linear(Layer layer) {
    return switch (layer) {
      case Dense dense when dense.activation().equals(Activation.SOFTMAX) -> dense.activation(Activation.LINEAR);
      case ActivationLayer last when last.activation().equals(Activation.SOFTMAX) ->
          ActivationLayer.of(Activation.LINEAR);
      default -> layer;
    };
  }
}
