package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Adam;
import dev.weft.model.Loss;
import dev.weft.model.Shape;
import dev.weft.modelfile.ModelFiles;
import dev.weft.train.Model;
import dev.weft.zoo.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model stays the same in each kind of file, and what a file cannot hold is said. */
class ConvertCommandTest {
  private static final List<String> NAMES = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();

  @TempDir private Path folder;

  private Path keras;
  private float[] expected;

  @BeforeEach
  void aModelOfWeft() {
    Model model =
        Model.compile(
            Family.LENET5.network(Shape.of(28, 28, 1), 10), Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    keras = folder.resolve("lenet.keras");
    KerasFile.write(keras, new KerasModel(model, new Metadata(NAMES, "mnist", Map.of())));
    expected = model.predict(image());
  }

  private static float[] image() {
    float[] image = new float[784];
    for (int i = 0; i < image.length; i++) {
      image[i] = i % 7 / 7f;
    }
    return image;
  }

  private Path in(String name) {
    return folder.resolve(name);
  }

  private static Said convert(Path from, Path to, String... options) {
    Stream<String> given = Stream.concat(Stream.of("convert", from.toString(), to.toString()), Stream.of(options));
    return Said.to(given.toArray(String[]::new));
  }

  @Test
  void toOnnxAndBackItIsTheSameModel() {
    Said there = convert(keras, in("lenet.onnx"));
    assertEquals(0, there.code(), there.err());
    assertTrue(there.err().contains("the outputs of 10 made images are "), there.err());
    assertTrue(there.err().contains("note: the optimizer, its state and the loss are not in it"), there.err());
    Said back = convert(in("lenet.onnx"), in("back.keras"));
    assertEquals(0, back.code(), back.err());
    KerasModel read = KerasFile.read(in("back.keras"));
    assertArrayEquals(expected, read.model().predict(image()), 1e-6f);
    assertEquals(NAMES, read.metadata().classNames());
    assertTrue(read.knowsScaling());
    assertEquals("rescale", read.model().scaling().name());
  }

  @Test
  void weightsAloneNeedTheirNetwork() {
    Path weights = in("lenet.weights.h5");
    assertTrue(convert(keras, weights).err().contains("the network, scaling and class names are not in it"));
    Said without = convert(weights, in("again.keras"));
    assertEquals(2, without.code());
    assertTrue(without.err().contains("has weights without their network; say --network FILE"), without.err());
    Said with = convert(weights, in("again.keras"), "--network", keras.toString());
    assertEquals(0, with.code(), with.err());
    assertArrayEquals(expected, ModelFiles.read(in("again.keras")).model().predict(image()));
    Said other = convert(weights, in("other.keras"), "--network", "b-cnn");
    assertEquals(1, other.code(), other.err());
    assertFalse(Files.exists(in("other.keras")));
  }

  @Test
  void aNetworkInYamlHasNoWeights() throws IOException {
    Said to = convert(keras, in("lenet.yaml"));
    assertEquals(0, to.code(), to.err());
    assertTrue(to.err().contains("note: a YAML file has the network without its weights."), to.err());
    assertTrue(Files.readString(in("lenet.yaml")).contains("- Conv2D: {filters: 6"));
    Said from = convert(in("lenet.yaml"), in("random.onnx"));
    assertEquals(0, from.code(), from.err());
    assertTrue(from.err().contains("lenet.yaml has no weights; those of the file are random, of seed 1."), from.err());
    Said weights = convert(keras, in("lenet.weights.h5"));
    assertEquals(0, weights.code(), weights.err());
    convert(in("lenet.weights.h5"), in("both.keras"), "--network", in("lenet.yaml").toString());
    assertArrayEquals(expected, ModelFiles.read(in("both.keras")).model().predict(image()));
  }

  @Test
  void whatIsThereStays() throws IOException {
    Path there = Files.writeString(in("there.onnx"), "mine");
    Said said = convert(keras, there);
    assertEquals(2, said.code());
    assertTrue(said.err().contains("there.onnx is there already; say --overwrite, or name another file."), said.err());
    assertEquals("mine", Files.readString(there));
    assertEquals(0, convert(keras, there, "--overwrite").code());
    assertEquals(NAMES, ModelFiles.read(there).metadata().classNames());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing is left behind");
    }
  }

  @Test
  void foldersAndTheModelItselfAreNoPlaceToWrite() throws IOException {
    Path taken = Files.createDirectory(in("taken.onnx"));
    assertTrue(convert(keras, taken, "--overwrite").err().contains("taken.onnx is a folder; name a file."));
    assertTrue(convert(keras, keras, "--overwrite").err().contains(" is what is read; name another file to write."));
    Said nowhere = convert(keras, in("nowhere").resolve("a.onnx"));
    assertEquals(2, nowhere.code());
    assertTrue(nowhere.err().contains("there is no folder " + in("nowhere") + "; make it first."), nowhere.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.h5", "x", "x.pt"})
  void otherKindsAreRefused(String name) {
    Said said = convert(keras, in(name));
    assertEquals(2, said.code());
    assertTrue(
        said.err().contains("a model is converted to .keras, .onnx, .weights.h5 or .yaml; received "), said.err());
  }

  @Test
  void scalingAndClassesCanBeSaid() {
    convert(keras, in("lenet.onnx"), "--scaling", "none", "--classes", "a,b,c,d,e,f,g,h,i,j");
    KerasModel read = ModelFiles.read(in("lenet.onnx"));
    assertEquals("none", read.model().scaling().name());
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), read.metadata().classNames());
  }
}
