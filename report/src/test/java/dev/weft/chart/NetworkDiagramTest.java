package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import dev.weft.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkDiagramTest {
  @Test
  void everyLayerSaysWhatItDoesItsShapeAndItsParameters() {
    Graph network =
        Sequential.of(
                Input.of(28, 28, 1),
                Conv2D.of(6, 5).activation(Activation.TANH),
                MaxPooling2D.of(),
                Flatten.of(),
                Dense.of(10).activation(Activation.SOFTMAX))
            .named("lenet");
    assertEquals(
        List.of(
            "lenet",
            "4 layers, 8,806 parameters",
            "Input",
            "(28, 28, 1)",
            "Conv2D",
            "6 filters 5×5, valid, tanh",
            "(24, 24, 6)",
            "156 parameters",
            "MaxPooling2D",
            "2×2, strides 2×2",
            "(12, 12, 6)",
            "Flatten",
            "(864,)",
            "Dense",
            "10 units, softmax",
            "(10,)",
            "8,650 parameters"),
        ParsedSvg.of(Charts.network(network)).texts());
  }

  @Test
  void aSecondCallOfALayerHasTheWeightsOfTheFirst() {
    Value input = Value.input(4);
    Graph network = input.then("shared", Dense.of(4)).then("shared", Dense.of(4)).toGraph("twice");
    List<String> texts = ParsedSvg.of(Charts.network(network)).texts();
    assertTrue(texts.containsAll(List.of("1 layer, 20 parameters", "20 parameters", "weights of shared")), "" + texts);
  }
}
