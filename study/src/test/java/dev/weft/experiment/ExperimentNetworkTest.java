package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentNetworkTest {
  private static final String YAML =
      """
      data: { dataset: strokes }
      model:
        - Conv2D: { filters: 4, kernel_size: 3, padding: same, name: stem }
        - Conv2D: { filters: 4, kernel_size: 3, padding: same, activation: relu }
        - Conv2D: { filters: 4, kernel_size: 3, padding: same }
        - Add: { inputs: [stem, conv2d_1] }
        - Flatten
        - Dense: { units: 10, activation: softmax }
      training: { optimizer: Adam, loss: SparseCategoricalCrossentropy, epochs: 1 }
      """;

  private static Experiment read(String yaml) {
    return ExperimentFile.parse("residual.yaml", yaml, List.of());
  }

  @Test
  void aLayerTakesTheInputsThatItNamesOrTheLayerBeforeIt() {
    Graph network = read(YAML).network(Shape.of(28, 28, 1), 10);
    assertEquals(
        List.of("stem", "conv2d", "conv2d_1", "add", "flatten", "dense"),
        network.nodes().stream().map(Node::name).toList());
    assertEquals(List.of("input_layer"), network.node("stem").inputs());
    assertEquals(List.of("stem"), network.node("conv2d").inputs());
    assertEquals(List.of("stem", "conv2d_1"), network.node("add").inputs());
  }

  @Test
  void oneInputNeedsNoList() {
    Graph network = read(YAML.replace("- Flatten", "- Flatten: { inputs: add }")).network(Shape.of(28, 28, 1), 10);
    assertEquals(List.of("add"), network.node("flatten").inputs());
  }

  @Test
  void aNumberMayBeAName() {
    String yaml = YAML.replace("name: stem", "name: 5").replace("[stem, conv2d_1]", "[5, conv2d_1]");
    Graph network =
        read(yaml.replace("- Flatten", "- Flatten: { inputs: add, name: 7 }")
                .replace("units: 10,", "units: 10, inputs: 7,"))
            .network(Shape.of(28, 28, 1), 10);
    assertEquals(List.of("5", "conv2d_1"), network.node("add").inputs());
    assertEquals(List.of("7"), network.node("dense").inputs());
  }

  @Test
  void theInputHasNoInputs() {
    String yaml = YAML.replace("model:", "model:\n  - Input: { shape: [28, 28, 1], inputs: [stem] }");
    assertEquals(
        "residual.yaml:3:5: an input layer has no 'inputs'; received [stem]; leave them out.",
        assertThrows(WeftException.class, () -> read(yaml)).getMessage());
  }

  @Test
  void aLossWithoutSettingsSaysSo() {
    String yaml = YAML.replace("SparseCategoricalCrossentropy", "{ mse: { delta: 1 } }");
    assertEquals(
        "residual.yaml:9:45: 'delta' is not known here; there are no settings; leave it out.",
        assertThrows(WeftException.class, () -> read(yaml)).getMessage());
  }

  @Test
  void theInputMayHaveANameOfItsOwn() {
    String yaml =
        YAML.replace("model:", "model:\n  - Input: { shape: [28, 28, 1], name: image }")
            .replace("[stem, conv2d_1]", "[stem, conv2d_1, image]");
    Graph network = read(yaml).network(Shape.of(28, 28, 1), 10);
    assertEquals("image", network.inputName());
    assertEquals(List.of("stem", "conv2d_1", "image"), network.node("add").inputs());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Experiment experiment = read(YAML);
    assertEquals(experiment, read(experiment.toYaml()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv2d_1]  | conv2d_2]  | 6:5: 'inputs' must name layers above; received 'conv2d_2'; known are input_layer, stem, conv2d, conv2d_1. Did you mean 'conv2d_1'?
          conv2d_1]  | dense]     | 6:5: 'inputs' must name layers above; 'dense' stands below; put it above.
          conv2d_1]  | add]       | 6:5: 'inputs' must name layers above; 'add' is this layer itself.
          inputs     | inptus     | 6:12: 'inptus' is not known here; known are name, inputs. Did you mean 'inputs'?
          name: stem | name: add  | 6:5: each layer needs a name of its own; received 'add' a second time.
          name: stem | name: a/b  | 3:5: a layer's name must not be blank or have a '/'; received 'a/b'.
          - Flatten  | - Flatten: { inputs: stem } | 6:5: every layer but the last must be an input of a layer below; 'add' is of none; name it among 'inputs' or leave it out.
          - Flatten  | - Input: { shape: [28, 28, 4] } | 7:5: an input layer may only be the first, of the shape of the images of strokes, (28, 28, 1); received the shape (28, 28, 4); leave it out.
          - Flatten  | - UpSampling2D: { size: 2147483647 } | 7:5: layer 5: UpSampling2D: a shape may have at most 2^31 - 1 elements; received sizes that give more; use smaller ones.
          - Flatten  | - ZeroPadding2D: { padding: 2147483647 } | 7:5: layer 5: ZeroPadding2D: a shape may have at most 2^31 - 1 elements; received sizes that give more; use smaller ones.
          - Flatten  | - Cropping2D: { cropping: [[14, 15], 1] } | 7:5: layer 5: Cropping2D must leave at least one row and one column; received [[14, 15], [1, 1]] for an input of shape (28, 28, 4).
          - Flatten  | - Cropping2D: { cropping: [[1, 2], [3]] } | 7:29: 'cropping' must be a whole number, [rows, columns] or [[top, bottom], [left, right]]; received [[1, 2], [3]].
          - Flatten  | - Normalization: { mean: 1, variance: -1 } | 7:20: Normalization: 'variance' must be 0 or more; received [-1.0].
          - Flatten  | - Flatten: { name: x, inputs: 7 } | 7:5: 'inputs' must name layers above; received '7'; known are input_layer, stem, conv2d, conv2d_1, add.
          """)
  void whatCannotBeIsToldWhereItStands(String before, String after, String message) {
    String yaml = YAML.replace(before, after);
    assertEquals("residual.yaml:" + message, assertThrows(WeftException.class, () -> read(yaml)).getMessage());
  }
}
