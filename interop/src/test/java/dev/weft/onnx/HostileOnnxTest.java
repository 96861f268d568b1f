package dev.weft.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.onnx.OnnxFields.DataType;
import dev.weft.protobuf.ProtoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it gives a model or one sentence. */
@Timeout(120)
class HostileOnnxTest {
  private static final int MUTANTS = 500;

  @TempDir Path folder;

  private String message(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("model.onnx"), file);
    String message = assertThrows(WeftException.class, () -> OnnxFile.read(path)).getMessage();
    assertTrue(message.startsWith(path + ": "), message);
    return message.substring(path.toString().length() + 2);
  }

  // ---- files

  private static ProtoWriter node(String operator, String name, List<String> inputs, String output) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(OnnxFields.Node.INPUT, input));
    node.text(OnnxFields.Node.OUTPUT, output).text(OnnxFields.Node.NAME, name);
    return node.text(OnnxFields.Node.OP_TYPE, operator);
  }

  private static ProtoWriter integer(String name, long value) {
    return new ProtoWriter()
        .text(OnnxFields.Attribute.NAME, name)
        .number(OnnxFields.Attribute.I, value)
        .number(OnnxFields.Attribute.TYPE, OnnxFields.Attribute.TYPE_INT);
  }

  private static ProtoWriter array(String name, long[] dims, float... values) {
    return new ProtoWriter()
        .packed(OnnxFields.Tensor.DIMS, dims)
        .number(OnnxFields.Tensor.DATA_TYPE, DataType.FLOAT)
        .text(OnnxFields.Tensor.NAME, name)
        .packed(OnnxFields.Tensor.RAW_DATA, values);
  }

  private static ProtoWriter value(String name, long... dims) {
    ProtoWriter shape = new ProtoWriter();
    for (long size : dims) {
      ProtoWriter dimension = new ProtoWriter();
      shape.message(
          OnnxFields.Shape.DIM,
          size < 0
              ? dimension.text(OnnxFields.Dimension.DIM_PARAM, "n")
              : dimension.number(OnnxFields.Dimension.DIM_VALUE, size));
    }
    ProtoWriter tensor =
        new ProtoWriter()
            .number(OnnxFields.TensorType.ELEM_TYPE, DataType.FLOAT)
            .message(OnnxFields.TensorType.SHAPE, shape);
    return new ProtoWriter()
        .text(OnnxFields.ValueInfo.NAME, name)
        .message(OnnxFields.ValueInfo.TYPE, new ProtoWriter().message(OnnxFields.Type.TENSOR_TYPE, tensor));
  }

  private static byte[] file(ProtoWriter input, List<ProtoWriter> nodes, ProtoWriter... arrays) {
    ProtoWriter graph = new ProtoWriter();
    nodes.forEach(node -> graph.message(OnnxFields.Graph.NODE, node));
    Arrays.stream(arrays).forEach(array -> graph.message(OnnxFields.Graph.INITIALIZER, array));
    graph.message(OnnxFields.Graph.INPUT, input).message(OnnxFields.Graph.OUTPUT, value("y", -1, 2));
    return new ProtoWriter()
        .number(OnnxFields.Model.IR_VERSION, 8)
        .message(OnnxFields.Model.OPSET_IMPORT, new ProtoWriter().number(OnnxFields.OperatorSet.VERSION, 17))
        .message(OnnxFields.Model.GRAPH, graph)
        .toBytes();
  }

  private static byte[] file(ProtoWriter node, ProtoWriter... arrays) {
    return file(value("x", -1, 3), List.of(node), arrays);
  }

  // ---- what is named

  @Test
  void allThatIsNotKnownIsNamedAtOnce() throws IOException {
    byte[] file =
        file(
            value("x", -1, 3),
            List.of(
                node("Sin", "first", List.of("x"), "a"),
                node("Sin", "second", List.of("a"), "b"),
                node("LSTM", "", List.of("b"), "c"),
                node("FusedConv", "own", List.of("c"), "d").text(OnnxFields.Node.DOMAIN, "com.microsoft"),
                node("LogSoftmax", "last", List.of("x"), "e").message(OnnxFields.Node.ATTRIBUTE, integer("axis", 0)),
                node("Add", "sum", List.of("d", "e"), "y")));
    assertEquals(
        "Weft cannot read the operators Sin (2: 'first', 'second'), LSTM ('c'), com.microsoft::FusedConv ('own'); node"
            + " 'last' (LogSoftmax): it must not be along the batch. Change this in the model and export it again; if"
            + " Keras made it, give the .keras file.",
        message(file));
  }

  @Test
  void namesCannotCommandATerminal() throws IOException {
    String message = message(file(node("\u001b[2J", "a\nb", List.of("x"), "y")));
    assertTrue(message.startsWith("Weft cannot read the operator \\u001b[2J ('a\\nb')."), message);
  }

  @Test
  void whatLeadsNowhereIsNotRead() throws IOException {
    byte[] file =
        file(
            value("x", -1, 2),
            List.of(node("Sin", "lost", List.of("x"), "z"), node("Relu", "used", List.of("x"), "y")));
    Path path = Files.write(folder.resolve("model.onnx"), file);
    assertEquals(List.of("used"), OnnxFile.read(path).model().network().names());
  }

  @Test
  void anActivationThatWeftDoesNotHaveIsNoOperator() throws IOException {
    ProtoWriter node = node("NONE", "a", List.of("x"), "y").text(OnnxFields.Node.DOMAIN, Patterns.DOMAIN);
    String message = message(file(node));
    assertTrue(message.startsWith("Weft cannot read the operator dev.weft::NONE ('a')."), message);
  }

  @Test
  void anOutputThatIsLeftOutIsNotWhatAnInputThatIsLeftOutTakes() throws IOException {
    byte[] file =
        file(
            value("x", -1, 2),
            List.of(node("Sin", "lost", List.of("x"), ""), node("Clip", "used", List.of("x", ""), "y")));
    Path path = Files.write(folder.resolve("model.onnx"), file);
    assertEquals(2, OnnxFile.read(path).model().network().output().last());
  }

  // ---- graphs

  @ParameterizedTest
  @ValueSource(strings = {"Softplus", "Erf", "Concat", "Sum"})
  void anOperatorWithoutInputsIsRefused(String operator) throws IOException {
    List<ProtoWriter> nodes = new ArrayList<>();
    nodes.add(node(operator, "a", List.of(), "b"));
    nodes.add(node("Tanh", "t", List.of("b"), "c"));
    nodes.add(node("Add", "s", List.of("b", "one"), "d"));
    nodes.add(node("Mul", "half", List.of("x", "half"), "e"));
    nodes.add(node("Mul", "gelu", List.of("e", "d"), "f"));
    nodes.add(node("Mul", "mish", List.of("f", "c"), "y"));
    ProtoWriter one = array("one", new long[] {1}, 1);
    String message = message(file(value("x", -1, 3), nodes, one, array("half", new long[] {1}, 0.5f)));
    assertTrue(message.startsWith("Weft cannot read "), message);
  }

  @Test
  void whereOneNumberIsWantedThereIsOne() throws IOException {
    ProtoWriter none = array("none", new long[] {0});
    ProtoWriter one = array("one", new long[] {1}, 1);
    ProtoWriter range = node("Range", "r", List.of("one", "none", "one"), "s");
    String message =
        message(file(value("x", -1, 3), List.of(range, node("Add", "a", List.of("x", "s"), "y")), none, one));
    assertTrue(message.contains("node 'r' (Range): its input 2 must be one number; it is an array of"), message);
    ProtoWriter pad = node("Pad", "p", List.of("x", "pads", "none"), "y");
    ProtoWriter pads = array("pads", new long[] {4}, 0, 1, 0, 1);
    message = message(file(value("x", -1, 3), List.of(pad), pads, none));
    assertTrue(message.contains("node 'p' (Pad): its input 3 must be one number; it is an array of"), message);
  }

  @Test
  void whereALayerHasNoSuchSettingTheFileIsRefused() throws IOException {
    ProtoWriter alpha =
        new ProtoWriter()
            .text(OnnxFields.Attribute.NAME, "alpha")
            .decimal(OnnxFields.Attribute.F, -1f)
            .number(OnnxFields.Attribute.TYPE, OnnxFields.Attribute.TYPE_FLOAT);
    ProtoWriter celu = node("Celu", "c", List.of("x"), "y").message(OnnxFields.Node.ATTRIBUTE, alpha);
    assertTrue(message(file(celu)).contains("'alpha' must be above 0; it is -1.0."));
  }

  @Test
  void aFileNamesTheVersionOfItsOperators() throws IOException {
    byte[] graph = new ProtoWriter().message(OnnxFields.Graph.NODE, node("Relu", "r", List.of("x"), "y")).toBytes();
    byte[] file =
        new ProtoWriter().number(OnnxFields.Model.IR_VERSION, 8).bytes(OnnxFields.Model.GRAPH, graph).toBytes();
    assertTrue(message(file).startsWith("it must name the version of its operators (opset_import)"));
  }

  @Test
  void aRangeOfFloatsKeepsTheirFractions() throws IOException {
    ProtoWriter identity = array("w", new long[] {3, 3}, 1, 0, 0, 0, 1, 0, 0, 0, 1);
    List<ProtoWriter> nodes =
        List.of(
            node("Range", "r", List.of("from", "to", "step"), "bias"),
            node("MatMul", "m", List.of("x", "w"), "z"),
            node("Add", "a", List.of("z", "bias"), "y"));
    byte[] file =
        file(
            value("x", -1, 3),
            nodes,
            identity,
            array("from", new long[0], 0.5f),
            array("to", new long[0], 3.5f),
            array("step", new long[0], 1));
    Path path = Files.write(folder.resolve("range.onnx"), file);
    assertArrayEquals(new float[] {0.5f, 1.5f, 2.5f}, OnnxFile.read(path).model().predict(new float[3]));
  }

  @Test
  void thePaddingThatPyTorchComputesFromATableIsRead() throws IOException {
    ProtoWriter table =
        array("table", new long[] {4, 2}, 2, 1, 0, 3, 0, 0, 0, 0); // before and after, the last axis first
    List<ProtoWriter> nodes =
        List.of(
            node("Slice", "s", List.of("table", "last", "first", "axis", "back"), "turned"),
            node("Transpose", "t", List.of("turned"), "rows"),
            node("Reshape", "r", List.of("rows", "flat"), "pads"),
            node("Pad", "p", List.of("x", "pads"), "padded"),
            node("GlobalAveragePool", "g", List.of("padded"), "y"));
    byte[] file =
        file(
            value("x", -1, 2, 4, 5),
            nodes,
            table,
            array("last", new long[] {1}, -1),
            array("first", new long[] {1}, Integer.MIN_VALUE),
            array("axis", new long[] {1}, 0),
            array("back", new long[] {1}, -1),
            array("flat", new long[] {1}, -1));
    Path path = Files.write(folder.resolve("model.onnx"), file);
    var network = OnnxFile.read(path).model().network();
    assertEquals("(7, 8, 2)", network.shape(network.names().getFirst()).toString());
  }

  @Test
  void valuesMustBeThere() throws IOException {
    assertEquals(
        "node 'a' (Relu) takes 'z', which is no input, no array and no output of a node before it.",
        message(file(node("Relu", "a", List.of("z"), "y"))));
  }

  @Test
  void circlesAreRefused() throws IOException {
    byte[] file =
        file(
            value("x", -1, 3),
            List.of(
                node("Add", "a", List.of("x", "b"), "c"),
                node("Add", "b", List.of("c", "x"), "b"),
                node("Relu", "r", List.of("b"), "y")));
    assertEquals(
        "node 'a' (Add) takes 'b', which is no input, no array and no output of a node before it.", message(file));
  }

  @Test
  void valuesAreMadeOnce() throws IOException {
    byte[] file =
        file(
            value("x", -1, 3),
            List.of(
                node("Relu", "a", List.of("x"), "b"),
                node("Relu", "c", List.of("x"), "b"),
                node("Relu", "r", List.of("b"), "y")));
    assertEquals("each value must have a name of its own; two are 'b'.", message(file));
  }

  @Test
  void arraysAreThereOnce() throws IOException {
    ProtoWriter w = array("w", new long[] {1}, 1);
    String message = message(file(node("Mul", "a", List.of("x", "w"), "y"), w, array("w", new long[] {1}, 2)));
    assertTrue(
        message.matches("it is damaged at byte \\d+: each array must have a name of its own; two are 'w'\\."), message);
  }

  @Test
  void aFileWithoutANetworkIsRefused() throws IOException {
    assertEquals(
        "it holds no network; an ONNX file must have a graph.",
        message(new ProtoWriter().number(OnnxFields.Model.IR_VERSION, 8).toBytes()));
  }

  @Test
  void openSizesAreRefused() throws IOException {
    assertEquals(
        "the input's shape must be known but for the batch; the file leaves sizes open, 'x' [?, 3, ?, ?]: export the"
            + " model again with the size of your images.",
        message(file(value("x", -1, 3, -1, -1), List.of(node("Relu", "a", List.of("x"), "y")))));
  }

  // ---- arrays

  @Test
  void arraysHaveAsManyNumbersAsTheirAxesSay() throws IOException {
    ProtoWriter node = node("MatMul", "a", List.of("x", "w"), "y");
    assertEquals(
        "the array 'w': an array of the shape [3, 2] must have 24 bytes; it has 4.",
        message(file(node, array("w", new long[] {3, 2}, 1))));
    assertEquals(
        "the array 'w': an array must have 0 to 2^31 - 1 numbers; received the shape [3037000500, 3037000500].",
        message(file(node, array("w", new long[] {3037000500L, 3037000500L}, 1))));
    assertEquals(
        "the array 'w': an array must have 0 to 2^31 - 1 numbers; received the shape [65536, 65536].",
        message(file(node, array("w", new long[] {65536, 65536}, 1))));
    assertEquals(
        "the array 'w': an array must have 0 to 2^31 - 1 numbers; received the shape [-1].",
        message(file(node, array("w", new long[] {-1}, 1))));
  }

  @Test
  void arraysInOtherFilesAreRefused() throws IOException {
    ProtoWriter outside =
        new ProtoWriter()
            .text(OnnxFields.Tensor.NAME, "w")
            .message(
                OnnxFields.Tensor.EXTERNAL_DATA,
                new ProtoWriter().text(OnnxFields.Entry.KEY, "location").text(OnnxFields.Entry.VALUE, "../secret"));
    String message = message(file(node("MatMul", "a", List.of("x", "w"), "y"), outside));
    assertTrue(
        message.startsWith("it keeps its arrays in another file, which is not read; save the model in one"), message);
  }

  @Test
  void arraysCannotBecomeLargerThanTheFile() throws IOException {
    List<ProtoWriter> nodes = new ArrayList<>();
    nodes.add(node("Add", "a0", List.of("column", "row"), "v0"));
    nodes.add(node("Reshape", "r", List.of("x", "v0"), "y"));
    float[] many = new float[50_000];
    String message =
        message(
            file(
                value("x", -1, 3),
                nodes,
                array("column", new long[] {50_000, 1}, many),
                array("row", new long[] {1, 50_000}, many)));
    assertTrue(message.contains("node 'a0' (Add): an array must have 0 to 2^31 - 1 numbers"), message);
  }

  @Test
  void oneArrayCannotBeTheWeightsOfManyLayers() throws IOException {
    int size = 256;
    List<ProtoWriter> nodes = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      nodes.add(node("MatMul", "m" + i, List.of(i == 0 ? "x" : "v" + (i - 1), "w"), i == 1_999 ? "y" : "v" + i));
    }
    String message =
        message(file(value("x", -1, size), nodes, array("w", new long[] {size, size}, new float[size * size])));
    assertTrue(
        message.matches("the network has 131072000 parameters, more than the \\d+ bytes of its weights can hold\\."),
        message);
  }

  // ---- damage

  @ParameterizedTest
  @EnumSource
  void aFileThatIsCutOffIsRefused(GoldenOnnx golden) throws IOException {
    byte[] whole = golden.bytes();
    for (int length = 1; length < whole.length; length += 1 + whole.length / 200) {
      assertTrue(message(Arrays.copyOf(whole, length)).endsWith("."));
    }
  }

  @ParameterizedTest
  @EnumSource
  void mutantsGiveAModelOrOneSentence(GoldenOnnx golden) throws IOException {
    byte[] whole = golden.bytes();
    SplitMix64 random = SplitMix64.of(golden.ordinal());
    Path path = folder.resolve("model.onnx");
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = whole.clone();
      for (int change = 0; change <= random.below(4); change++) {
        int at = random.below(mutant.length);
        mutant[at] = (byte) (random.below(2) == 0 ? mutant[at] ^ 1 << random.below(8) : random.below(256));
      }
      Files.write(path, mutant);
      try {
        OnnxFile.read(path);
      } catch (WeftException e) {
        assertTrue(e.getMessage().startsWith(path + ": ") && !e.getMessage().contains("Exception"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > MUTANTS / 20, refused + " refused");
  }
}
