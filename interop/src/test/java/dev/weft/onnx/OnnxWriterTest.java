package dev.weft.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.weft.WeftException;
import dev.weft.dataset.Scaling;
import dev.weft.keras.KerasModel;
import dev.weft.model.Graph;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read by Tribuo's classes, which protobuf's compiler made of ONNX's description. */
class OnnxWriterTest {
  @TempDir private Path folder;

  private ModelProto written(KerasModel model, OnnxOptions options) throws IOException {
    Path file = folder.resolve("a.onnx");
    OnnxFile.write(file, model, options);
    return ModelProto.parseFrom(Files.readAllBytes(file));
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  @Test
  void nineLayersAreElevenNodes() throws IOException {
    ModelProto model = written(OnnxCases.model(OnnxCases.nineLayers()), OnnxOptions.of());
    assertEquals(
        List.of(
            "Mul",
            "Transpose",
            "Conv",
            "Relu",
            "MaxPool",
            "Conv",
            "PRelu",
            "AveragePool",
            "Flatten",
            "Gemm",
            "Softmax"),
        operators(model));
    assertEquals(8, model.getIrVersion());
    assertEquals(17, model.getOpsetImport(0).getVersion());
  }

  @Test
  void namesAreThoseOfTheLayers() throws IOException {
    ModelProto model = written(OnnxCases.model(OnnxCases.nineLayers()), OnnxOptions.of());
    List<String> names = model.getGraph().getNodeList().stream().map(NodeProto::getName).toList();
    assertTrue(names.containsAll(List.of("max_pooling2d", "p_re_lu", "average_pooling2d", "dense")), names.toString());
    assertEquals("input_layer", model.getGraph().getInput(0).getName());
    assertEquals("dense", model.getGraph().getOutput(0).getName());
  }

  @Test
  void theInputIsKerasWithAnyNumberOfImages() throws IOException {
    KerasModel model = OnnxCases.model(OnnxCases.nineLayers());
    ValueInfoProto floats = written(model, OnnxOptions.of()).getGraph().getInput(0);
    ValueInfoProto bytes = written(model, OnnxOptions.of().input(Input.UINT8)).getGraph().getInput(0);
    assertEquals(TensorProto.DataType.FLOAT_VALUE, floats.getType().getTensorType().getElemType());
    assertEquals(TensorProto.DataType.UINT8_VALUE, bytes.getType().getTensorType().getElemType());
    var shape = bytes.getType().getTensorType().getShape();
    assertEquals("batch", shape.getDim(0).getDimParam());
    assertEquals(List.of(28L, 28L, 1L), shape.getDimList().stream().skip(1).map(d -> d.getDimValue()).toList());
  }

  @Test
  void theTemperatureStandsBeforeTheSoftmax() throws IOException {
    KerasModel model = OnnxCases.calibrated("softmax", 1.5);
    List<String> with = operators(written(model, OnnxOptions.of()));
    assertEquals(List.of("Gemm", "Mul", "Softmax"), with.subList(with.size() - 3, with.size()));
    List<String> raw = operators(written(model, OnnxOptions.of().output(Output.PROBABILITIES)));
    assertEquals(List.of("Flatten", "Gemm", "Softmax"), raw.subList(raw.size() - 3, raw.size()));
  }

  @Test
  void scoresBecomeProbabilitiesUnlessTheNetworkIsWantedAsItIs() throws IOException {
    KerasModel model = OnnxCases.calibrated("logits", 1.5);
    assertEquals("Softmax", operators(written(model, OnnxOptions.of())).getLast());
    assertEquals("Gemm", operators(written(model, OnnxOptions.of().output(Output.NETWORK))).getLast());
  }

  @Test
  void classesAndWhatGoesInAndOutStandBesideTheGraph() throws IOException {
    ModelProto model = written(OnnxCases.calibrated("softmax", 1.5), OnnxOptions.of());
    Map<String, String> beside =
        model.getMetadataPropsList().stream().collect(Collectors.toMap(p -> p.getKey(), p -> p.getValue()));
    assertEquals("[\"class 0\",\"class 1\",\"class 2\",\"class 3\",\"class 4\"]", beside.get("class_names"));
    assertEquals("(batch, 4, 4, 3) floats from 0 to 255, scaled in the file", beside.get("input"));
    assertEquals("a probability for each class, calibrated with the temperature 1.5000", beside.get("output"));
    assertTrue(model.getDocString().startsWith("Input: (batch, 4, 4, 3) floats from 0 to 255"), model.getDocString());
  }

  @Test
  void everyNetworkIsAGraphOfValuesThatAreThere() throws IOException {
    for (Map.Entry<String, Graph> each : OnnxCases.all().entrySet()) {
      ModelProto model = written(OnnxCases.model(each.getValue()), OnnxOptions.of());
      Set<String> there = new HashSet<>(Set.of("", model.getGraph().getInput(0).getName()));
      model.getGraph().getInitializerList().forEach(tensor -> assertTrue(there.add(tensor.getName()), each.getKey()));
      for (NodeProto node : model.getGraph().getNodeList()) {
        assertTrue(there.containsAll(node.getInputList()), each.getKey() + ": " + node.getName());
        node.getOutputList().forEach(output -> assertTrue(there.add(output), each.getKey() + ": " + output));
      }
      assertTrue(there.contains(model.getGraph().getOutput(0).getName()), each.getKey());
    }
  }

  @Test
  void oneModelGivesTheSameBytesAgain() throws IOException {
    KerasModel model = OnnxCases.model(OnnxCases.nineLayers());
    OnnxFile.write(folder.resolve("a.onnx"), model, OnnxOptions.of());
    OnnxFile.write(folder.resolve("b.onnx"), model, OnnxOptions.of());
    assertArrayEquals(Files.readAllBytes(folder.resolve("a.onnx")), Files.readAllBytes(folder.resolve("b.onnx")));
  }

  @Test
  void anOpsetThatIsNotWrittenIsRefused() {
    String refusal = assertThrows(IllegalArgumentException.class, () -> OnnxOptions.of().opset(12)).getMessage();
    assertEquals("the opset must be from 13 to 23; received 12.", refusal);
  }

  @Test
  void aFileThatIsReadBackGivesTheModelsOutputs() {
    KerasModel model = OnnxCases.model(OnnxCases.nineLayers());
    byte[] pixels = OnnxComparison.madeImages(100, 784);
    OnnxComparison same = OnnxComparison.write(folder.resolve("a.onnx"), model, OnnxOptions.of(), pixels);
    assertTrue(same.unread().isEmpty(), same.unread().toString());
    assertEquals(100, same.images());
    assertTrue(same.largest() < 1e-6, String.valueOf(same.largest()));
    assertTrue(Files.exists(folder.resolve("a.onnx")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noise",
        "layer-relu",
        "layer-softmax",
        "zero-padding-pool",
        "flatten-dense",
        "merge-add",
        "squeeze-excite"
      })
  void imagesKeepTheirChannelsLast(String name) {
    KerasModel model = OnnxCases.model(OnnxCases.all().get(name));
    byte[] pixels = OnnxComparison.madeImages(20, model.model().network().input().elements());
    OnnxComparison same = OnnxComparison.write(folder.resolve("a.onnx"), model, OnnxOptions.of(), pixels);
    assertTrue(same.unread().isEmpty(), same.unread().toString());
    assertTrue(same.largest() < 1e-5, String.valueOf(same.largest()));
  }

  @Test
  void aScalingOfEachPixelIsReadBack() {
    KerasModel model = OnnxCases.model(OnnxCases.nineLayers());
    float[] scale = new float[784];
    float[] offset = new float[784];
    for (int i = 0; i < 784; i++) {
      scale[i] = 1f / (100 + i % 100);
      offset[i] = -i / 784f;
    }
    model.model().scaling(Scaling.of("min_max", scale, offset));
    byte[] pixels = OnnxComparison.madeImages(100, 784);
    OnnxComparison same = OnnxComparison.write(folder.resolve("a.onnx"), model, OnnxOptions.of(), pixels);
    assertTrue(same.unread().isEmpty(), same.unread().toString());
    assertTrue(same.largest() < 1e-6, String.valueOf(same.largest()));
  }

  @Test
  void aFileThatCannotBeWrittenIsNotThere() {
    KerasModel model = OnnxCases.model(OnnxCases.nineLayers());
    Path file = folder.resolve("nowhere").resolve("a.onnx");
    byte[] pixels = OnnxComparison.madeImages(1, 784);
    assertThrows(WeftException.class, () -> OnnxComparison.write(file, model, OnnxOptions.of(), pixels));
    assertFalse(Files.exists(file));
  }
}
