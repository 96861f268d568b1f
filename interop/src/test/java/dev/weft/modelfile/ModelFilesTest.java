package dev.weft.modelfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.onnx.OnnxFile;
import dev.weft.onnx.OnnxOptions;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is, its content says; its name says nothing. */
class ModelFilesTest {
  @TempDir Path folder;

  private static KerasModel model() {
    var network = Sequential.of(Shape.of(4, 4, 1), List.of(Flatten.of(), Dense.of(3)));
    return new KerasModel(
        Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 3), Metadata.unknown(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.onnx", "model.txt", "model"})
  void anyNameWillDo(String name) {
    KerasModel model = model();
    float[] expected = model.model().predict(new float[16]);
    Path file = folder.resolve(name);
    KerasFile.write(file, model);
    assertArrayEquals(expected, ModelFiles.read(file).model().predict(new float[16]));
    OnnxFile.write(file, model, OnnxOptions.of().input(OnnxOptions.Input.SCALED).output(OnnxOptions.Output.NETWORK));
    assertArrayEquals(expected, ModelFiles.read(file).model().predict(new float[16]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "PK", "Bread and butter", "some text that is longer than eight bytes", "\u0012\u0003abc"})
  void otherFilesAreRefused(String text) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), text.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        file
            + ": it is no model file; give one that Keras or Weft saved as .keras, Keras as .h5, or any program as"
            + " .onnx.",
        assertThrows(WeftException.class, () -> ModelFiles.read(file)).getMessage());
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path file = folder.resolve("nothing.onnx");
    assertEquals(
        "there is no file " + file + "; check the path.",
        assertThrows(WeftException.class, () -> ModelFiles.read(file)).getMessage());
  }

  @Test
  void namesOfModelFilesAreKnown() {
    assertTrue(ModelFiles.isNamed("a.b/resnet.ONNX"));
    assertTrue(ModelFiles.isNamed("x.h5"));
    assertFalse(ModelFiles.isNamed("onnx"));
    assertFalse(ModelFiles.isNamed("mine.yaml"));
  }
}
