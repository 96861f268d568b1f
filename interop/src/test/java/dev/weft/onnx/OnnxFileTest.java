package dev.weft.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Scaling;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.model.Layer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks of other programs give what ONNX Runtime gives with them. */
class OnnxFileTest {
  private static final float CLOSE = 1e-5f;

  @TempDir Path folder;

  private KerasModel read(GoldenOnnx golden) {
    return OnnxFile.read(golden.in(folder));
  }

  @ParameterizedTest
  @EnumSource
  void outputsAreThoseOfOnnxRuntime(GoldenOnnx golden) {
    assertArrayEquals(golden.outputs(), read(golden).model().predict(golden.inputs()), CLOSE);
  }

  @ParameterizedTest
  @EnumSource
  void asAFileOfKerasItIsTheSameNetwork(GoldenOnnx golden) {
    KerasModel read = read(golden);
    Path keras = folder.resolve("same.keras");
    KerasFile.write(keras, read);
    KerasModel again = KerasFile.read(keras);
    assertEquals(read.model().network(), again.model().network());
    assertArrayEquals(read.model().predict(golden.inputs()), again.model().predict(golden.inputs()));
  }

  @Test
  void layersAreAsOneWouldWriteThemInKeras() {
    for (GoldenOnnx golden : List.of(GoldenOnnx.CHAIN_TORCHSCRIPT, GoldenOnnx.CHAIN_DYNAMO)) {
      List<String> kinds = read(golden).model().network().layers().stream().map(Layer::kind).toList();
      assertEquals(
          List.of(
              "ZeroPadding2D",
              "Conv2D",
              "LeakyReLU",
              "MaxPooling2D", // zeros around negative numbers would change their maxima
              "MaxPooling2D",
              "Conv2D",
              "PReLU",
              "ZeroPadding2D",
              "AveragePooling2D",
              "Flatten",
              "Dense",
              "Dense"),
          kinds);
    }
  }

  @Test
  void layersAreCalledAsPyTorchsModules() {
    for (GoldenOnnx golden : List.of(GoldenOnnx.RESIDUAL_TORCHSCRIPT, GoldenOnnx.RESIDUAL_DYNAMO)) {
      List<String> names = read(golden).model().network().names();
      assertTrue(names.containsAll(List.of("stem_0", "branch_0", "branch_3", "gate_1", "head")), names.toString());
    }
  }

  @Test
  void aFileOfOthersSaysNothingOfScalingAndTraining() {
    KerasModel model = read(GoldenOnnx.CHAIN_TORCHSCRIPT);
    assertFalse(model.knowsScaling());
    assertEquals("rescale", model.model().scaling().name());
    assertFalse(model.knowsLoss());
    assertEquals(List.of("0", "1", "2"), model.metadata().classNames());
    assertEquals("its file does not say how it is trained", model.model().trainedOtherwise());
  }

  @Test
  void aNetworkOfBytesScalesThemItself() {
    KerasModel model = read(GoldenOnnx.BY_HAND);
    assertTrue(model.knowsScaling());
    assertArrayEquals(Scaling.none(192).scale(), model.model().scaling().scale());
  }

  @Test
  void aFileOfOnnxIsKnownByItsContent() {
    for (GoldenOnnx golden : GoldenOnnx.values()) {
      Path file = golden.in(folder);
      byte[] bytes = golden.bytes();
      assertTrue(OnnxFile.isOnnx(file, new byte[] {bytes[0], bytes[1]}), golden.file);
    }
  }
}
