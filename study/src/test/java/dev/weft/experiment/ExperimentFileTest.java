package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Shape;
import dev.weft.train.Monitor;
import dev.weft.train.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentFileTest {
  static final String GOOD =
      """
      name: digits
      data: { dataset: mnist, validation: { fraction: 0.2 } }
      model:
        - Flatten
        - Dense: { units: 64, activation: relu }
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: { Adam: { learning_rate: 0.01 } }
        loss: sparse_categorical_crossentropy
        epochs: 3
        seed: 1
      """;

  /** What a text describes; an editor has nothing against it either. */
  private static Experiment parse(String yaml, Change... changes) {
    Experiment experiment = ExperimentFile.parse("x.yaml", yaml, List.of(changes));
    assertEquals(List.of(), ExperimentSchemaTest.errors(yaml, changes));
    return experiment;
  }

  private static String error(String yaml, Change... changes) {
    return assertThrows(WeftException.class, () -> ExperimentFile.parse("x.yaml", yaml, List.of(changes))).getMessage();
  }

  private static Change set(String path, String value) {
    return new Change("--set " + path + "=" + value, path, value);
  }

  @Test
  void aKindMayBeChangedByItsKerasName() {
    String yaml =
        """
        data: { dataset: strokes }
        model: [Flatten, { Dense: { units: 10, activation: softmax } }]
        training: { optimizer: sgd, loss: sparse_categorical_crossentropy, epochs: 1 }
        """;
    Change change = new Change("--set", "training.optimizer.SGD.learning_rate", "0.3");
    assertEquals(SGD.of(0.3), ExperimentFile.parse("x.yaml", yaml, List.of(change)).training().optimizer());
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Experiment experiment = parse(GOOD);
    assertEquals("digits", experiment.name());
    assertEquals(
        new Data(DataSource.named("mnist"), new Validation.Fraction(0.2), PixelScaling.RESCALE, null),
        experiment.data());
    assertEquals(Flatten.of(), experiment.model().layers().getFirst().layer());
    assertEquals(
        new Training(
            Adam.of(0.01),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            3,
            List.of(),
            32,
            1,
            true,
            List.of(),
            ClassWeight.NONE,
            null,
            null,
            null,
            null,
            null,
            false),
        experiment.training());
  }

  @Test
  void everySettingCanBeGiven() {
    Experiment experiment =
        parse(
            """
            name: all
            description: every setting
            data: { dataset: fashion-mnist, validation: { stratified: 0.1 }, scaling: min_max, train_size: 1000 }
            model:
              - InputLayer: { shape: [28, 28, 1] }
              - Flatten
              - Dense: { units: 10, activation: softmax }
            training:
              optimizer: sgd
              loss: mse
              epochs: 3
              batch_size: 7
              seed: -5
              shuffle: false
              class_weight: { Bag: 2, 0: 0.5 }
              early_stopping:
                monitor: val_acc
                patience: 2
                min_delta: 0.001
                mode: max
                baseline: 0.5
                start_from_epoch: 1
                restore_best_weights: false
              reduce_lr_on_plateau:
                { monitor: loss, factor: 0.5, patience: 2, mode: min, min_delta: 0.01, cooldown: 3, min_lr: 0.0001 }
            """);
    assertEquals(
        new Data(DataSource.named("fashion-mnist"), new Validation.Stratified(0.1), PixelScaling.MIN_MAX, 1000),
        experiment.data());
    Training training = experiment.training();
    assertEquals(new ClassWeight.Given(Map.of("Bag", 2.0, "0", 0.5)), training.classWeight());
    assertEquals(
        new EarlyStop(Monitor.VAL_ACCURACY, 2, 0.001, Watch.Mode.MAX, 0.5, 1, false), training.earlyStopping());
    assertEquals(
        new ReduceOnPlateau(Monitor.LOSS, 0.5, 2, Watch.Mode.MIN, 0.01, 3, 0.0001), training.reduceLrOnPlateau());
    assertEquals(-5, training.seed());
    assertEquals(7850, experiment.network(Shape.of(28, 28, 1), 10).parameters());
    assertEquals(experiment, parse(experiment.toYaml()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{ first: 100 }", "{ random: 0.1 }", "{ stratified: 0.1 }", "test", "none", "{ fraction: 0.3 }"})
  void validationHasManyForms(String validation) {
    Experiment experiment = parse(GOOD, set("data.validation", validation));
    assertEquals(experiment, parse(experiment.toYaml()));
  }

  @Test
  void aFileWithoutANameIsCalledAfterItself() {
    assertEquals("x", parse(GOOD.replace("name: digits\n", "")).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          units: 64          | unitz: 64          | x.yaml:5:14: 'unitz' is not known here; known are units, | Did you mean 'units'?
          units: 64          | units: many        | x.yaml:5:21: 'units' must be a whole number; received 'many'. |
          units: 64          | units: 0           | x.yaml:5:21: Dense: 'units' must be at least 1; received 0. |
          units: 64          | units: 6.5         | x.yaml:5:21: 'units' must be a whole number; received 6.5. |
          units: 64          | units: 1, units: 2 | x.yaml:5:24: 'units' is given twice, first at x.yaml:5:14; remove one. |
          Flatten            | Flattn             | x.yaml:4:5: 'Flattn' is not known here; | Did you mean 'Flatten'?
          epochs: 3          | epochs: 0          | x.yaml:10:11: 'epochs' must be at least 1; received 0. |
          epochs: 3          | epoch: 3           | x.yaml:10:3: 'epoch' is not known here; | Did you mean 'epochs'?
          dataset: mnist     | dataset: minst     | x.yaml:2:18: 'minst' is no data set; | Did you mean 'mnist'?
          activation: relu   | activation: rely   | x.yaml:5:37: 'rely' is not known here; | Did you mean 'relu'?
          fraction: 0.2      | fraction: 2        | x.yaml:2:49: 'fraction' must be above 0 and below 1; received 2.0. |
          fraction: 0.2      | fracton: 0.2       | x.yaml:2:39: 'fracton' is not known here; | Did you mean 'fraction'?
          units: 10          | units: 12          | x.yaml:6:5: the last layer must give one number for each of the 10 classes of mnist, shape (10,); it gives the shape (12,). |
          - Flatten          | - Conv2D: { filters: 2, kernel_size: 99 } | x.yaml:4:5: layer 1: Conv2D: a 99x99 window does not fit | or padding 'same'.
          - Flatten          | - InputLayer: { shape: [3] }              | x.yaml:4:5: an input layer may only be the first, of the shape of the images of mnist, (28, 28, 1); received the shape (3,); leave it out. |
          units: 64          | units: 9000000     | x.yaml:5:5: layer 2: Dense: a shape may have at most 2^31 - 1 elements; |
          0.01 }             | { Custom: {} } }   | x.yaml:8:41: 'Custom' is not known here; known are Constant, |
          name: digits       | name: ../digits    | x.yaml:1:7: 'name' must be at most 64 letters |
          seed: 1            | early_stopping: 3  | x.yaml:11:19: 'early_stopping' must be settings 'name: value'; received 3. |
          epochs: 3          | # none             | x.yaml:8:3: Training needs 'epochs', or 'stages' with epochs of their own; received neither. |
          """)
  void whatIsWrongIsSaidWithItsPlace(String good, String bad, String start, String end) {
    String message = error(GOOD.replaceFirst(good, bad));
    assertTrue(message.startsWith(start), message);
    assertTrue(message.endsWith(end == null ? "" : end), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.epochs         | 0       | --set training.epochs=0: 'epochs' must be at least 1; received 0.
          training.epoch          | 3       | --set training.epoch=3: 'epoch' is not known here;
          trainig.epochs          | 3       | --set trainig.epochs=3: 'trainig' is not known here; known are name, description, data, model, training. Did you mean 'training'?
          model.1.Dense.units     | -1      | --set model.1.Dense.units=-1: Dense: 'units' must be at least 1; received -1.
          model.9.Dense.units     | 1       | --set model.9.Dense.units=1: 'model' is a list, whose entries are numbered from 0 to 2; received '9'.
          training.epochs.many    | 1       | --set training.epochs.many=1: 'training.epochs' is 3, which has no settings inside; received 'many'.
          training.optimizer.rho  | 0.8     | --set training.optimizer.rho=0.8: the settings of 'training.optimizer' stand below its kind; write training.optimizer.
          model.1.units           | 3       | --set model.1.units=3: the settings of 'model.1' stand below its kind; write model.1.
          training.seed           | {a: [}  | --set training.seed={a: [}:1:
          """)
  void aWrongChangeIsSaidWithTheOption(String path, String value, String start) {
    String message = error(GOOD, set(path, value));
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void earlyStoppingOnValidationNeedsValidation() {
    assertEquals(
        "--set training.early_stopping={}: early stopping on val_loss needs images to validate on; say"
            + " data.validation, or monitor loss.",
        error(GOOD, set("data.validation", "none"), set("training.early_stopping", "{}")));
    parse(GOOD, set("data.validation", "none"), set("training.early_stopping", "{monitor: loss}"));
  }

  @ParameterizedTest
  @CsvSource({
    "val_acc, VAL_ACCURACY",
    "acc, ACCURACY",
    "accuracy, ACCURACY",
    "sparse_categorical_accuracy, ACCURACY",
    "val_sparse_categorical_accuracy, VAL_ACCURACY",
    "val_categorical_accuracy, VAL_ACCURACY",
    "loss, LOSS",
    "val_loss, VAL_LOSS"
  })
  void earlyStoppingWatchesWhatKerasUsersWrite(String word, Monitor monitor) {
    Experiment experiment = parse(GOOD, set("training.early_stopping", "{monitor: " + word + "}"));
    assertEquals(monitor, experiment.training().earlyStopping().monitor());
  }

  @Test
  void aPlateauNeedsAConstantLearningRateAndSomethingToWatch() {
    String schedule = "{Adam: {learning_rate: {EpochExponentialDecay: {initial_learning_rate: 0.1, decay: 0.1}}}}";
    assertEquals(
        "--set training.reduce_lr_on_plateau={}: only a constant learning rate can be reduced on a plateau; received a"
            + " schedule; give a number or leave out one of the two.",
        error(GOOD, set("training.optimizer", schedule), set("training.reduce_lr_on_plateau", "{}")));
    assertEquals(
        "--set training.reduce_lr_on_plateau={}: reducing the learning rate on val_loss needs images to validate on;"
            + " say data.validation, or monitor loss.",
        error(GOOD, set("data.validation", "none"), set("training.reduce_lr_on_plateau", "{}")));
    assertEquals(
        ReduceOnPlateau.of(), parse(GOOD, set("training.reduce_on_plateau", "{}")).training().reduceLrOnPlateau());
  }

  @Test
  void classWeightsCanBeBalanced() {
    Experiment experiment = parse(GOOD, set("training.class_weight", "balanced"));
    assertEquals(new ClassWeight.Balanced(), experiment.training().classWeight());
    assertEquals(experiment, parse(experiment.toYaml()));
    String wrong = error(GOOD, set("training.class_weight", "balancd"));
    assertTrue(wrong.contains("Did you mean 'balanced'?"), wrong);
  }

  @Test
  void sparseLabelsCanBeSmoothed() {
    Experiment experiment =
        parse(GOOD, set("training.loss", "{sparse_categorical_crossentropy: {label_smoothing: 0.1}}"));
    assertEquals(new Loss.SparseCategoricalCrossentropy(false, 0.1), experiment.training().loss());
    assertEquals(experiment, parse(experiment.toYaml()));
  }

  @Test
  void aFocalLossHasOneWeightForAllClassesOrOneForEach() {
    String wrong = error(GOOD, set("training.loss", "{CategoricalFocalCrossentropy: {alpha: [0.5, 1]}}"));
    assertTrue(wrong.endsWith("or one for each of the network's 10 outputs; received 2."), wrong);
  }

  @Test
  void settingsCanBeChangedAddedAndMadeDeeper() {
    Experiment experiment =
        parse(
            GOOD,
            set("training.epochs", "5"),
            set("training.seed", "9"),
            set("model.1.Dense.units", "32"),
            set("model.0.Flatten", ""),
            set("training.early_stopping.patience", "4"),
            set("training.optimizer", "{SGD: {momentum: 0.9}}"));
    assertEquals(5, experiment.training().epochs());
    assertEquals(9, experiment.training().seed());
    assertEquals(32, ((Dense) experiment.model().layers().get(1).layer()).units());
    assertEquals(4, experiment.training().earlyStopping().patience());
    assertEquals("SGD", experiment.training().optimizer().kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "3", "[]", "a", "---\n...\n"})
  void whatIsNoExperimentIsAnError(String yaml) {
    assertTrue(error(yaml).startsWith("x.yaml"), error(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "a:\n\t- b",
        "{a: b",
        "a: b: c",
        "- a\nb: c",
        "%bad",
        "a: *x",
        "? [a]\n: b",
        "a: !!int b",
        "a: 1\n---\nb: 2"
      })
  void whatIsNotYamlIsAnErrorWithItsPlace(String yaml) {
    assertTrue(error(yaml).matches("(?s)x\\.yaml:\\d+:\\d+: .*"), error(yaml));
  }

  @Test
  void hostileYamlIsAnError() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9)).append("]\n");
    }
    assertTrue(error(bomb.toString()).startsWith("x.yaml"), error(bomb.toString()));
    assertTrue(error("a: &a [*a]").startsWith("x.yaml"), error("a: &a [*a]"));
    assertTrue(error("[".repeat(500_000)).startsWith("x.yaml"));
    assertTrue(error("a: 1" + "0".repeat(500)).startsWith("x.yaml"));
  }

  @Test
  void anAliasMayStandForWhatItNames() {
    String yaml =
        GOOD.replace("activation: relu", "activation: relu, kernel_regularizer: &l2 { L2: 0.1 }")
            .replace("activation: softmax", "activation: softmax, kernel_regularizer: *l2");
    Experiment experiment = parse(yaml);
    assertEquals(
        ((Dense) experiment.model().layers().get(1).layer()).kernelRegularizer(),
        ((Dense) experiment.model().layers().get(2).layer()).kernelRegularizer());
    assertEquals(experiment, parse(experiment.toYaml()));
  }

  @Test
  void anUnknownNameIsAnErrorWithTheNearest() {
    WeftException e = assertThrows(WeftException.class, () -> ExperimentFile.read("fashion-mlb", List.of()));
    assertTrue(e.getMessage().endsWith("Did you mean 'fashion-mlp'?"), e.getMessage());
  }

  @Test
  void filesThatAreNoTextAreErrors(@TempDir Path folder) throws IOException {
    Path latin = Files.write(folder.resolve("latin.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[2 << 20]);
    for (Path file : List.of(latin, huge, folder)) {
      WeftException e = assertThrows(WeftException.class, () -> ExperimentFile.read(file.toString(), List.of()));
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }

  @Test
  void classWeightsNameClasses() {
    assertEquals(
        "--set training.class_weight={Hat: 2}: 'Hat' is no class; known are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9.",
        error(GOOD, set("training.class_weight", "{Hat: 2}")));
  }
}
