package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Reshape;
import dev.weft.model.Shape;
import dev.weft.model.Value;
import dev.weft.train.Model;
import dev.weft.zoo.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelToYamlCommandTest {
  @TempDir private Path folder;

  private Path file(int classes) {
    Graph network = Family.LENET5.network(Shape.of(28, 28, 1), classes);
    Model model = Model.compile(network, Adam.of(0.002), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    Path file = folder.resolve("lenet.keras");
    KerasFile.write(file, new KerasModel(model, Metadata.unknown(classes)));
    return file;
  }

  @Test
  void theNetworkIsPrintedWithItsOptimizerAndPlaceForThePathOfImages() {
    Said said = Said.to("model", "to-yaml", file(10).toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("  - Conv2D: {filters: 6, kernel_size: 5, padding: same, activation: relu}\n"));
    assertTrue(said.out().contains("path: images, "), said.out());
    assertTrue(said.out().contains("  optimizer: {Adam: {learning_rate: 0.002}}\n"), said.out());
    assertTrue(said.err().contains("put the path of your images into 'data'"), said.err());
  }

  @Test
  void aCrossEntropyOfScoresTakesThemSo() {
    Graph network = Value.input(28, 28, 1).then("flat", Flatten.of()).then("scores", Dense.of(10)).toGraph("linear");
    Model model = Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    Path file = folder.resolve("linear.keras");
    KerasFile.write(file, new KerasModel(model, Metadata.unknown(10)));
    Said said = Said.to("model", "to-yaml", file.toString());
    assertTrue(said.out().startsWith("# the network of linear.keras, with random weights\n"), said.out());
    assertTrue(said.out().contains("  loss: {SparseCategoricalCrossentropy: {from_logits: true}}\n"), said.out());
  }

  @Test
  void aLastLayerThatIsNotDenseStaysAndANoteSaysSo() throws IOException {
    Graph network =
        Value.input(28, 28, 1)
            .then("flatten", Flatten.of())
            .then("dense", Dense.of(49))
            .then("reshape", Reshape.of(7, 7, 1))
            .then("conv2d", Conv2D.of(7, 3))
            .then("mean", GlobalAveragePooling2D.of())
            .toGraph("convolutional");
    Model model = Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    Path file = folder.resolve("two\nlines.keras");
    KerasFile.write(file, new KerasModel(model, Metadata.unknown(7)));
    Said said = Said.to("model", "to-yaml", file.toString(), "--data", "strokes");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().startsWith("# the network of two\\nlines.keras, with random weights\nname: "), said.out());
    assertTrue(said.out().contains("  - Dense: {units: 49}\n"), said.out());
    assertTrue(said.err().contains("gives 7 numbers, and there are 10 classes; change its last layers"), said.err());
  }

  @Test
  void theLastLayerGetsAUnitForEachClassOfOtherData() throws IOException {
    Path out = folder.resolve("out.yaml");
    Said said = Said.to("model", "to-yaml", file(7).toString(), "--data", "strokes", "--out", out.toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(Files.readString(out).contains("  - Dense: {units: 10, activation: softmax}\n"));
    assertEquals(0, Said.to("model", out.toString()).code());
  }
}
