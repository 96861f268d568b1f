package dev.weft.keras;

import static dev.weft.keras.FunctionalModels.call;
import static dev.weft.keras.FunctionalModels.callWith;
import static dev.weft.keras.FunctionalModels.conv;
import static dev.weft.keras.FunctionalModels.input;
import static dev.weft.keras.FunctionalModels.json;
import static dev.weft.keras.FunctionalModels.layer;
import static dev.weft.keras.FunctionalModels.model;
import static dev.weft.keras.FunctionalModels.network;
import static dev.weft.keras.FunctionalModels.networkOf;
import static dev.weft.keras.FunctionalModels.read;
import static dev.weft.keras.FunctionalModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphReaderTest {
  /** Each node as {@code name = layer(inputs)}. */
  private static List<String> nodes(Graph graph) {
    return graph.nodes().stream().map(GraphReaderTest::said).toList();
  }

  private static String said(Node node) {
    return "%s = %s(%s)".formatted(node.name(), node.layerName(), String.join(", ", node.inputs()));
  }

  private static List<String> first(int count, String model) {
    return nodes(read(model).network()).subList(0, count);
  }

  private static String message(String model) {
    return assertThrows(WeftException.class, () -> read(model)).getMessage();
  }

  private static String refused(String what) {
    return "Weft does not have " + what + ". Change this in Keras and save the model again.";
  }

  // ---- topology

  @Test
  void branchesJoin() {
    String model =
        network(
            "add",
            conv("a", call(tensor("image"))),
            conv("b", call(tensor("a"))),
            layer("Add", "add", "", call("[" + tensor("a") + ", " + tensor("b") + "]")));
    assertEquals(List.of("a = a(image)", "b = b(a)", "add = add(a, b)"), first(3, model));
  }

  @Test
  void layersMayStandInAnyOrder() {
    String model =
        network(
            "add",
            layer("Add", "add", "", call("[" + tensor("a") + ", " + tensor("b") + "]")),
            conv("b", call(tensor("a"))),
            conv("a", call(tensor("image"))));
    assertEquals(List.of("a = a(image)", "b = b(a)", "add = add(a, b)"), first(3, model));
  }

  @Test
  void aLayerThatIsCalledTwiceIsTwoNodesOfOneLayer() {
    String model = networkOf(tensor("c", 1, 0), conv("c", call(tensor("image")), call(tensor("c"))));
    assertEquals(List.of("c = c(image)", "c/2 = c(c)"), first(2, model));
    assertEquals(1, read(model).parts().stream().filter(part -> part.name().equals("c")).count());
  }

  @Test
  void keras2WritesTensorsAsLists() {
    String model =
        network(
            "add",
            conv("a", "[[\"image\", 0, 0, {}]]"),
            layer("Add", "add", "", "[[\"a\", 0, 0, {}], [\"image\", 0, 0, {}]]"));
    assertEquals(List.of("a = a(image)", "add = add(a, image)"), first(2, model));
  }

  @Test
  void whatDoesNotLeadToTheOutputIsLeftOutAndNoted() {
    ConfigReader.Described described =
        read(network("a", conv("a", call(tensor("image"))), conv("idle", call(tensor("a")))));
    assertEquals(List.of("a", "pool", "scores"), described.network().nodes().stream().map(Node::name).toList());
    assertEquals(List.of("left out what does not lead to the output: idle."), described.leftOut().notes());
  }

  // ---- models within

  private static final List<String> INNER =
      List.of(
          input("in", "4, 4, 3"),
          conv("x", call(tensor("in"))),
          layer("Add", "sum", "", call("[" + tensor("x") + ", " + tensor("in") + "]")));

  @Test
  void aModelWithinIsItsLayersUnderItsName() {
    String inner = model("block", List.of("in"), List.of("sum"), INNER, call(tensor("image")));
    assertEquals(
        List.of("block/x = block/x(image)", "block/sum = block/sum(block/x, image)"),
        first(2, network("block", inner)));
  }

  @Test
  void eachCallOfAModelCallsItsLayersAnew() {
    String inner = model("block", List.of("in"), List.of("sum"), INNER, call(tensor("image")), call(tensor("block")));
    String model = networkOf(tensor("block", 1, 0), inner);
    assertEquals(
        List.of(
            "block/x = block/x(image)",
            "block/sum = block/sum(block/x, image)",
            "block/x/2 = block/x(block/sum)",
            "block/sum/2 = block/sum(block/x/2, block/sum)"),
        first(4, model));
  }

  @Test
  void aModelWithinMayHaveSeveralInputsAndOutputs() {
    List<String> layers =
        List.of(
            input("left", "4, 4, 3"),
            input("right", "4, 4, 3"),
            conv("l", call(tensor("left"))),
            conv("r", call(tensor("right"))));
    String both = "[" + tensor("a") + ", " + tensor("image") + "]";
    String inner = model("pair", List.of("left", "right"), List.of("r", "l"), layers, call(both));
    String model =
        network(
            "sub",
            conv("a", call(tensor("image"))),
            inner,
            layer("Subtract", "sub", "", call("[" + tensor("pair", 0, 0) + ", " + tensor("pair", 0, 1) + "]")));
    assertEquals(
        List.of("a = a(image)", "pair/r = pair/r(image)", "pair/l = pair/l(a)", "sub = sub(pair/r, pair/l)"),
        first(4, model));
  }

  @Test
  void amongTheOutputsKeras3CountsCallsOfAModelFromOne() {
    List<String> layers = List.of(input("in", "3"), layer("Dense", "d", "\"units\": 2", call(tensor("in"))));
    String inner = model("all", List.of("in"), List.of("d"), layers, call(tensor("image")));
    String model = model("net", List.of("image"), List.of("[\"all\", 1, 0]"), List.of(input("image", "3"), inner));
    assertEquals(List.of("all/d = all/d(image)"), nodes(read(model).network()));
  }

  @Test
  void keras2CountsCallsOfAModelFromOneEverywhere() {
    List<String> layers = List.of(input("in", "4, 4, 3"), conv("x", "[[\"in\", 0, 0, {}]]"));
    String inner = model("block", List.of("in"), List.of("x"), layers, "[[\"image\", 0, 0, {}]]");
    String model = network("a", inner, conv("a", "[[\"block\", 1, 0, {}]]"));
    assertEquals(List.of("block/x = block/x(image)", "a = a(block/x)"), first(2, model));
  }

  @Test
  void aLayerIsFrozenIfItsModelIs() {
    String inner =
        model("block", List.of("in"), List.of("sum"), INNER, call(tensor("image")))
            .replace("\"trainable\": true", "\"trainable\": false");
    assertEquals(List.of("block/x", "block/sum"), read(network("block", inner)).network().frozen());
  }

  @Test
  void aNameWithASlashIsNoModel() {
    String model = network("conv1/conv", conv("conv1/conv", call(tensor("image"))));
    assertEquals(List.of("conv1_conv = conv1_conv(image)"), first(1, model));
  }

  // ---- one image, one set of classes

  @Test
  void severalInputsOrOutputsAreRefusedWithTheirNames() {
    List<String> layers =
        List.of(
            input("photo", "3"),
            input("sketch", "3"),
            layer("Add", "add", "", call("[" + tensor("photo") + ", " + tensor("sketch") + "]")));
    assertEquals(
        "Weft classifies one image into one set of classes; the model has the inputs photo, sketch.",
        message(model("net", List.of("photo", "sketch"), List.of("add"), layers)));
    assertEquals(
        "Weft classifies one image into one set of classes; the model has the outputs a, b.",
        message(
            model(
                "net",
                List.of("image"),
                List.of("a", "b"),
                List.of(input("image", "4, 4, 3"), conv("a", call(tensor("image"))), conv("b", call(tensor("a")))))));
  }

  // ---- arguments of calls

  @Test
  void trainingMattersToLayersThatWorkOtherwiseInTraining() {
    String dropout = layer("Dropout", "drop", "\"rate\": 0.5", callWith("\"training\": true", tensor("image")));
    assertEquals(refused("layer 'drop' called with training True"), message(network("drop", dropout)));
    String conv = conv("a", callWith("\"training\": true, \"mask\": null", tensor("image")));
    assertEquals(List.of("a = a(image)"), first(1, network("a", conv)));
  }

  @Test
  void keras3SaysOfEachDropoutThatItIsOutsideTraining() {
    String dropout = layer("Dropout", "drop", "\"rate\": 0.5", callWith("\"training\": false", tensor("image")));
    assertEquals(List.of(), read(network("drop", dropout)).leftOut().notes());
  }

  @Test
  void keras2SaysItWhereItsUserDid() {
    String norm = layer("BatchNormalization", "bn", "", "[[\"image\", 0, 0, {\"training\": false}]]");
    assertEquals(
        List.of("left out what only training needs: training False of layer 'bn'."),
        read(network("bn", norm)).leftOut().notes());
  }

  @Test
  void otherArgumentsAreRefused() {
    assertEquals(
        refused("layer 'a' called with 2 arguments; layer 'b' called with mask 'the output of a layer'"),
        message(
            network(
                "b",
                conv("a", call(tensor("image"), "3")),
                conv("b", callWith("\"mask\": " + tensor("image"), tensor("a"))))));
  }

  // ---- nonsense

  @Test
  void aCircleIsRefused() {
    assertEquals(
        "model 'net': no layer can take its own output; received a circle at 'a'.",
        message(network("a", conv("a", call(tensor("b"))), conv("b", call(tensor("a"))))));
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertEquals(
        "layer 'a' takes the output of 'nobody'; its model must have a layer of that name.",
        message(network("a", conv("a", call(tensor("nobody"))))));
    assertEquals(
        "layer 'b' takes the output of call 8 of layer 'a'; the file has 1 calls of it.",
        message(network("b", conv("a", call(tensor("image"))), conv("b", call(tensor("a", 7, 0))))));
    assertEquals(
        "'b' takes output 4 of 'a', which it does not have.",
        message(network("b", conv("a", call(tensor("image"))), conv("b", call(tensor("a", 0, 3))))));
    assertEquals(
        "each layer of a model must have a name of its own; two are called 'a'.",
        message(network("a", conv("a", call(tensor("image"))), conv("a", call(tensor("image"))))));
  }

  @Test
  void modelsThatAreManyLayersAreRefusedInTime() {
    String inner =
        model(
            "m0", List.of("in"), List.of("x"), List.of(input("in", "4, 4, 3"), conv("x", call(tensor("in")))), "CALLS");
    for (int i = 1; i < 20; i++) {
      String below = "m" + (i - 1);
      inner =
          model(
              "m" + i,
              List.of("in"),
              List.of("[\"%s\", 2, 0]".formatted(below)),
              List.of(input("in", "4, 4, 3"), inner.replace("CALLS", call(tensor("in")) + ", " + call(tensor(below)))),
              "CALLS");
    }
    String model = network("m19", inner.replace("CALLS", call(tensor("image"))));
    assertEquals("a network may have at most 10000 calls of layers; received more.", message(model));
  }

  @Test
  void aLayerThatCannotTakeItsInputIsNamed() {
    String model =
        network(
            "add",
            layer("Conv2D", "a", "\"filters\": 2, \"kernel_size\": 3", call(tensor("image"))),
            layer("Add", "add", "", call("[" + tensor("a") + ", " + tensor("image") + "]")));
    assertEquals(
        "layer 'add': Add takes inputs of the same shape, or with axes of size 1; received [(2, 2, 2), (4, 4, 3)].",
        message(model));
  }

  @Test
  void theFilesKerasVersionDecidesWhatAnActivationIs() {
    Map<String, Object> json =
        json(network("a", layer("Activation", "a", "\"activation\": \"hard_sigmoid\"", call(tensor("image")))));
    assertEquals(
        List.of("a", "a_rescaling", "a_re_lu"),
        ConfigReader.read(json, Map.of(), "2.15.0").network().nodes().stream().map(Node::name).limit(3).toList());
  }
}
