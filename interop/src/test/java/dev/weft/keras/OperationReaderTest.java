package dev.weft.keras;

import static dev.weft.keras.FunctionalModels.call;
import static dev.weft.keras.FunctionalModels.input;
import static dev.weft.keras.FunctionalModels.layer;
import static dev.weft.keras.FunctionalModels.object;
import static dev.weft.keras.FunctionalModels.read;
import static dev.weft.keras.FunctionalModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.Concatenate;
import dev.weft.model.Cropping2D;
import dev.weft.model.ELU;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Identity;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Maximum;
import dev.weft.model.Multiply;
import dev.weft.model.Node;
import dev.weft.model.Permute;
import dev.weft.model.ReLU;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Sides;
import dev.weft.model.Subtract;
import dev.weft.model.ZeroPadding2D;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each operation as Keras 3.15.1 and Keras 2.15 write it, on an image of 4 by 5 by 3. */
class OperationReaderTest {
  private static final String X = tensor("image");

  private static String model(String operation) {
    return FunctionalModels.model(
        "net", List.of("image"), List.of("op"), List.of(input("image", "4, 5, 3"), operation));
  }

  private static Layer only(String operation) {
    List<Node> nodes = read(model(operation)).network().nodes();
    assertEquals(1, nodes.size());
    return nodes.getFirst().layer();
  }

  private static Layer numpy(String kind, String options, String... args) {
    return only(object("keras.src.ops.numpy", kind, "op", options, call(args)));
  }

  private static Layer nn(String kind, String options) {
    return only(object("keras.src.ops.nn", kind, "op", options, call(X)));
  }

  /** As Keras 2 wrote an operation of TensorFlow. */
  private static Layer tensorFlow(String function, String arguments) {
    return only(
        """
        {"class_name": "TFOpLambda", "name": "op", "config": {"name": "tf.%s", "trainable": true, "dtype": "float32",
          "function": "%s"}, "inbound_nodes": [["image", 0, 0, {%s}]]}\
        """
            .formatted(function, function, arguments));
  }

  // ---- arithmetic

  @Test
  void twoValuesAreMerged() {
    assertEquals(Add.of(), numpy("Add", "", X, X));
    assertEquals(Subtract.of(), numpy("Subtract", "", X, X));
    assertEquals(Multiply.of(), numpy("Multiply", "", X, X));
    assertEquals(Maximum.of(), numpy("Maximum", "", X, X));
    assertEquals(new Concatenate(-1), numpy("Concatenate", "\"axis\": -1", "[" + X + ", " + X + "]"));
  }

  @Test
  void aNumberRescales() {
    assertEquals(Rescaling.of(1, 3), numpy("Add", "", X, "3.0"));
    assertEquals(Rescaling.of(1, -3), numpy("Subtract", "", X, "3"));
    assertEquals(Rescaling.of(-1, 3), numpy("Subtract", "", "3", X));
    assertEquals(Rescaling.of(0.5, 0), numpy("Multiply", "", "0.5", X));
    assertEquals(Rescaling.of(0.25, 0), numpy("TrueDivide", "", X, "4"));
    assertEquals(Rescaling.of(-1, 0), numpy("Negative", "", X));
  }

  @Test
  void soDoesOneForEachChannel() {
    String mean =
        "{\"class_name\": \"__numpy__\", \"config\": {\"value\": [[[1.0, 2.0, 3.0]]], \"dtype\": \"float32\"}}";
    assertEquals(new Rescaling(List.of(1.0, 1.0, 1.0), List.of(-1.0, -2.0, -3.0)), numpy("Subtract", "", X, mean));
  }

  @Test
  void keras2WroteTheConstantAmongTheArguments() {
    assertEquals(Rescaling.of(1, 3), tensorFlow("__operators__.add", "\"y\": 3.0, \"name\": null"));
    assertEquals(Rescaling.of(0.125, 0), tensorFlow("math.multiply", "\"y\": 0.125, \"name\": null"));
    assertEquals(Add.of(), tensorFlow("__operators__.add", "\"y\": [\"image\", 0, 0], \"name\": null"));
    assertEquals(
        Rescaling.of(-1, 1),
        only(
            """
            {"class_name": "TFOpLambda", "name": "op", "config": {"name": "tf.math.subtract", "function":
              "math.subtract"}, "inbound_nodes": [["_CONSTANT_VALUE", -1, 1.0, {"y": ["image", 0, 0], "name": null}]]}\
            """));
  }

  @Test
  void clippingFromZeroIsAReLU() {
    assertEquals(new ReLU(6, 0, 0), numpy("Clip", "\"x_min\": 0.0, \"x_max\": 6.0", X));
  }

  // ---- functions

  @ParameterizedTest
  @CsvSource({
    "Relu, RELU",
    "Relu6, RELU6",
    "Sigmoid, SIGMOID",
    "Silu, SILU",
    "HardSilu, HARD_SILU",
    "LogSigmoid, LOG_SIGMOID",
    "TanhShrink, TANH_SHRINK"
  })
  void functionsAreActivations(String kind, Activation activation) {
    assertEquals(ActivationLayer.of(activation), nn(kind, ""));
  }

  @Test
  void theirArgumentsAreRead() {
    assertEquals(ActivationLayer.of(Activation.GELU_TANH), nn("Gelu", "\"approximate\": true"));
    assertEquals(ActivationLayer.of(Activation.GELU), nn("Gelu", "\"approximate\": false"));
    assertEquals(ActivationLayer.of(Activation.SOFTMAX), nn("Softmax", "\"axis\": -1"));
    assertEquals(new LeakyReLU(0.1), nn("LeakyRelu", "\"negative_slope\": 0.1"));
    assertEquals(new ELU(0.5), nn("Elu", "\"alpha\": 0.5"));
    assertEquals(ActivationLayer.of(Activation.SOFT_SHRINK), nn("SoftShrink", "\"threshold\": 0.5"));
    assertEquals(
        new ReLU(6, 0, 0),
        only(
            object(
                "keras.src.activations.activations",
                "ReLU",
                "op",
                "\"negative_slope\": 0.0, \"max_value\": 6.0, \"threshold\": 0.0",
                call(X))));
    assertEquals(ActivationLayer.of(Activation.GELU), tensorFlow("nn.gelu", "\"approximate\": false"));
  }

  // ---- shapes

  @Test
  void meansAndMaximaOfAnImageArePooling() {
    assertEquals(GlobalAveragePooling2D.of(), numpy("Mean", "\"axis\": [1, 2], \"keepdims\": false", X));
    assertEquals(new GlobalAveragePooling2D(true), numpy("Mean", "\"axis\": [-3, -2], \"keepdims\": true", X));
    assertEquals(GlobalMaxPooling2D.of(), numpy("Max", "\"axis\": [1, 2], \"keepdims\": false, \"initial\": null", X));
    assertEquals(GlobalAveragePooling2D.of(), tensorFlow("math.reduce_mean", "\"axis\": [1, 2]"));
  }

  @Test
  void shapesAreChanged() {
    assertEquals(Reshape.of(20, 3), numpy("Reshape", "\"newshape\": [-1, 20, 3]", X));
    assertEquals(Reshape.of(4, 5, 3, 1), numpy("ExpandDims", "\"axis\": -1", X));
    assertEquals(Permute.of(3, 1, 2), numpy("Transpose", "\"axes\": [0, 3, 1, 2]", X));
    assertEquals(Identity.of(), only(object("keras.src.ops.core", "Cast", "op", "\"dtype\": \"float32\"", call(X))));
  }

  @Test
  void slicesOfAnImageAreCropping() {
    assertEquals(
        new Cropping2D(new Sides(1, 0, 0, 2)),
        numpy(
            "GetItem",
            "",
            X,
            "[" + slice("null", "null") + ", " + slice("1", "null") + ", " + slice("null", "-2") + "]"));
  }

  private static String slice(String start, String stop) {
    return "{\"class_name\": \"__slice__\", \"config\": {\"start\": %s, \"stop\": %s, \"step\": null}}"
        .formatted(start, stop);
  }

  @Test
  void zerosAroundAnImageArePadding() {
    assertEquals(
        new ZeroPadding2D(new Sides(1, 2, 3, 4)),
        numpy("Pad", "\"pad_width\": [[0, 0], [1, 2], [3, 4], [0, 0]], \"mode\": \"constant\"", X));
  }

  // ---- what no layer does

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Sin        | ""
          Mean       | "axis": [1]
          Transpose  | "axes": [3, 2, 1, 0]
          Reshape    | "newshape": [2, 30]
          Clip       | "x_min": -1.0, "x_max": 1.0
          Pad        | "pad_width": [[0, 0], [1, 1], [1, 1], [0, 0]], "mode": "reflect"
          """)
  void allElseIsRefusedByName(String kind, String options) {
    String operation = object("keras.src.ops.numpy", kind, "op", options.equals("\"\"") ? "" : options, call(X));
    assertEquals(
        "Weft does not have operation 'op' (" + kind + "). Change this in Keras and save the model again.",
        assertThrows(WeftException.class, () -> read(model(operation))).getMessage());
  }

  @Test
  void arraysOfDifferentRankLineUpAtTheBatch() {
    String pooled = layer("GlobalAveragePooling2D", "pool", "", call(X));
    String sum = object("keras.src.ops.numpy", "Add", "op", "", call(X, tensor("pool")));
    String network =
        FunctionalModels.model("net", List.of("image"), List.of("op"), List.of(input("image", "4, 5, 3"), pooled, sum));
    assertEquals(
        "Weft does not have operation 'op' (Add). Change this in Keras and save the model again.",
        assertThrows(WeftException.class, () -> read(network)).getMessage());
  }
}
