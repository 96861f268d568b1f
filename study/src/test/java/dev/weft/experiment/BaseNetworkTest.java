package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.Scaling;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.model.Value;
import dev.weft.train.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseNetworkTest {
  private static final Graph CONVOLUTIONS =
      Sequential.of(
          Input.of(32, 32, 3),
          Conv2D.of(4, 3),
          BatchNormalization.of(),
          Conv2D.of(6, 3).activation(Activation.RELU),
          GlobalAveragePooling2D.of(),
          Dropout.of(0.5),
          Dense.of(7).activation(Activation.SOFTMAX));

  @TempDir Path folder;
  private Model base;

  @BeforeEach
  void write() {
    base = write(CONVOLUTIONS, "base.keras");
  }

  private Model write(Graph network, String name) {
    Model model = Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 9);
    model.scaling(Scaling.minusOneToOne(network.input().elements()));
    KerasFile.write(folder.resolve(name), new KerasModel(model, Metadata.unknown(network.output().last())));
    return model;
  }

  private Experiment parse(String model) {
    String yaml =
        """
        data: { dataset: strokes, train_size: 200, validation: { first: 50 } }
        model: %s
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1 }
        """
            .formatted(model);
    assertEquals(List.of(), ExperimentSchemaTest.errors(yaml));
    return ExperimentFile.parse(folder.resolve("x.yaml").toString(), yaml, List.of());
  }

  private static Trial trial(Experiment experiment) {
    return Trial.of(experiment, Datasets.load("strokes"));
  }

  private String error(String model) {
    String message = assertThrows(WeftException.class, () -> trial(parse(model))).getMessage();
    return message.replace(folder + "/", "");
  }

  private static final String HEAD = "[{ Dense: { units: 10, activation: softmax } }]";

  @Test
  void itsWeightsAndItsScalingComeAlong() {
    Trial trial = trial(parse("{ from: base.keras, without_top: true, freeze: true, then: " + HEAD + " }"));
    Model model = trial.model();
    assertEquals(
        List.of("grey_to_colour", "conv2d", "batch_normalization", "conv2d_1", "global_average_pooling2d", "dense"),
        model.network().names());
    assertArrayEquals(base.weights("conv2d_1", "kernel"), model.weights("conv2d_1", "kernel"));
    assertArrayEquals(Scaling.minusOneToOne(784).scale(), model.scaling().scale());
    assertEquals(
        List.of("conv2d", "batch_normalization", "conv2d_1", "global_average_pooling2d"), model.network().frozen());
    assertEquals(70, model.network().parameters(true));
    assertEquals(
        List.of(
            "base.keras learned images of 32 x 32; it is used on images of 28 x 28.",
            "base.keras takes images in colour; the value of each grey pixel is used for red, green and blue."),
        trial.notes());
  }

  @Test
  void aHeadOfTheNameOfTheOldOneIsFresh() {
    Model model =
        trial(parse("{ from: base.keras, until: dropout, then: " + HEAD.replace("units", "name: dense, units") + " }"))
            .model();
    assertEquals("dense", model.network().outputName());
    assertFalse(base.weights("dense", "kernel")[0] == model.weights("dense", "kernel")[0]);
    assertTrue(model.network().names().contains("dropout"));
  }

  @Test
  void aNetworkMayBeTrainedOnAsItIs() {
    Graph network = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(10).activation(Activation.SOFTMAX));
    Model whole = write(network, "whole.keras");
    Model model = trial(parse("{ from: whole.keras }")).model();
    assertEquals(network.names(), model.network().names());
    assertArrayEquals(whole.weights("dense", "kernel"), model.weights("dense", "kernel"));
  }

  @Test
  void someOfItsLayersMayBeFrozen() {
    Experiment experiment =
        parse("{ from: base.keras, without_top: true, freeze: [conv2d, batch*], then: " + HEAD + " }");
    assertEquals(List.of("conv2d", "batch_normalization"), trial(experiment).network().frozen());
  }

  @Test
  void anExperimentIsWrittenAsItIsRead() {
    Experiment experiment = parse("{ from: base.keras, without_top: true, freeze: true, then: " + HEAD + " }");
    assertEquals(experiment, ExperimentFile.parse("/y.yaml", experiment.toYaml(), List.of()));
    assertEquals(10, experiment.parameters().get("model.then.0.Dense.units"));
    assertEquals("base", experiment.leaves().get("data.scaling"));
  }

  @Test
  void aRunGoesOnWithTheFileThatItBeganWith() throws Exception {
    Experiment begun = trial(parse("{ from: base.keras, without_top: true, then: " + HEAD + " }")).experiment();
    assertEquals(64, begun.model().sha256().length());
    Model other = Model.compile(CONVOLUTIONS, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 10);
    Path file = folder.resolve("base.keras");
    KerasFile.write(file, new KerasModel(other, Metadata.unknown(7)));
    Files.setLastModifiedTime(file, FileTime.fromMillis(5));
    String message = assertThrows(WeftException.class, () -> trial(begun)).getMessage();
    assertTrue(message.contains("a training goes on only from the network that it began with; "), message);
    assertEquals(begun, ExperimentFile.parse("/y.yaml", begun.toYaml(), List.of())); // for what reads a finished run
    Files.delete(file);
    assertEquals(begun, ExperimentFile.parse("/y.yaml", begun.toYaml(), List.of())); // for a page of the run
  }

  @Test
  void ownImagesAreMadeAsItWantsThem() {
    String yaml =
        """
        data: { path: mine }
        model: { from: base.keras, without_top: true, then: [{ Dense: { units: 2 } }] }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1 }
        """;
    Experiment experiment = ExperimentFile.parse(folder.resolve("x.yaml").toString(), yaml, List.of());
    Map<String, Object> leaves = experiment.leaves();
    assertEquals(
        List.of(32, 32, 3),
        List.of(leaves.get("data.image.size.0"), leaves.get("data.image.size.1"), leaves.get("data.image.channels")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      textBlock =
          """
          { from: base.keras, until: dropuot, then: HEAD }           | x.yaml:2:35: 'until' must be a layer of base.keras; received 'dropuot'; known are conv2d, batch_normalization, conv2d_1, global_average_pooling2d, dropout and 1 more. Did you mean 'dropout'?
          { from: bas.keras, then: HEAD }                            | x.yaml:2:16: there is no file bas.keras; check the path.
          { from: base.keras, freeze: "block*", then: HEAD }         | x.yaml:2:36: a pattern must match the name of a layer; received 'block*'; known are conv2d, batch_normalization, conv2d_1, global_average_pooling2d, dropout and 1 more.
          { from: base.keras, until: dense, without_top: true }      | x.yaml:2:35: 'until' and 'without_top' both say where a network ends; leave out one.
          { until: dense, then: HEAD }                               | x.yaml:2:8: 'until', 'without_top' and 'freeze' are about another network; received some and no 'from'; say its file.
          { from: base.keras, until: conv2d_1, then: HEAD }          | x.yaml:2:52: the last layer must give one number for each of the 10 classes of strokes, shape (10,); it gives the shape (24, 24, 10); put a Flatten layer before the first Dense layer.
          { from: base.keras }                                       | x.yaml:2:8: the last layer must give one number for each of the 10 classes of strokes, shape (10,); it gives the shape (7,).
          { from: base.keras, freeze: true, without_top: true, then: [Flatten, { Dense: { units: 10, name: conv2d } }] } | x.yaml:2:77: each layer needs a name of its own; received 'conv2d' a second time.
          """)
  void whatCannotBeHasItsPlace(String model, String message) {
    assertEquals(message, error(model.replace("HEAD", HEAD)));
  }

  @Test
  void theLayerThatItEndsWithLeadsSomewhere() {
    String past = "{ from: base.keras, until: conv2d_1, then: [{ GlobalAveragePooling2D: { inputs: [conv2d] } }, %s] }";
    String message = error(past.formatted("{ Dense: { units: 10 } }"));
    assertTrue(
        message.endsWith(
            ": 'conv2d_1', with which base.keras ends, must be an input of a layer below; it is of none; name it among"
                + " 'inputs', or say 'until' another layer."),
        message);
  }

  @Test
  void aTopOfSeveralBranchesIsNotCutByItself() {
    Value flat = Value.input(28, 28, 1).then("flat", Flatten.of());
    Value second = flat.then("second", Dense.of(10));
    write(flat.then("first", Dense.of(10)).then("sum", Add.of(), second).toGraph("two"), "two.keras");
    String message = error("{ from: two.keras, without_top: true, then: " + HEAD + " }");
    assertTrue(message.contains("'sum' has the inputs first, second; say 'until' which layer it shall go."), message);
  }

  @Test
  void pathsOfWhatComesWithWeftBeginWhereTheCommandRuns() {
    List<ExperimentFile.Change> change = List.of(new ExperimentFile.Change("--set", "model", "{ from: none.keras }"));
    String message = assertThrows(WeftException.class, () -> ExperimentFile.read("fashion-mlp", change)).getMessage();
    assertTrue(message.contains(" " + Path.of("none.keras").toAbsolutePath()), message);
  }

  @Test
  void denseWeightsNeedImagesOfTheirSize() {
    write(Sequential.of(Input.of(20, 20, 1), Flatten.of(), Dense.of(5), Dense.of(10)), "dense.keras");
    assertEquals(
        "x.yaml:2:16: the images must be of the size that dense.keras learned, (20, 20, 1), as the weights of its layer"
            + " dense depend on it; received images of shape (28, 28, 1).",
        error("{ from: dense.keras, without_top: true, then: " + HEAD + " }"));
  }
}
