package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.model.Adam;
import dev.weft.model.SGD;
import dev.weft.train.EarlyStopping;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.Model;
import dev.weft.train.Stage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentStagesTest {
  private static final String YAML =
      """
      name: staged
      data: { dataset: strokes, validation: { first: 50 }, train_size: 200 }
      model:
        - Flatten
        - Dense: { units: 8, activation: relu, name: block_1 }
        - Dense: { units: 8, activation: relu, name: block_2 }
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: Adam
        loss: sparse_categorical_crossentropy
        batch_size: 16
        early_stopping: { patience: 2 }
        stages:
          - { epochs: 3, freeze: "block_*", learning_rate: 0.01 }
          - { epochs: 2, unfreeze: block_2, optimizer: { SGD: { learning_rate: 0.1 } }, batch_size: 8 }
          - { epochs: 1, unfreeze: true, augment: [{ RandomFlip: horizontal }] }
      """;

  private static Experiment parse(String yaml, Change... changes) {
    assertEquals(List.of(), ExperimentSchemaTest.errors(yaml, changes));
    return ExperimentFile.parse("x.yaml", yaml, List.of(changes));
  }

  private static List<Stage> stages(Experiment experiment) {
    return Trial.of(experiment, Datasets.load("strokes")).stages();
  }

  @Test
  void aStageChangesWhatItNames() {
    List<Stage> stages = stages(parse(YAML));
    assertEquals(List.of(3, 2, 1), stages.stream().map(stage -> stage.fit().epochs()).toList());
    assertEquals(
        List.of(List.of("block_1", "block_2"), List.of("block_1"), List.of()),
        stages.stream().map(stage -> stage.network().frozen()).toList());
    assertEquals(List.of(Adam.of(0.01), SGD.of(0.1), Adam.of()), stages.stream().map(Stage::optimizer).toList());
    assertEquals(List.of(16, 8, 16), stages.stream().map(stage -> stage.fit().batchSize()).toList());
    assertEquals(List.of(0, 0, 1), stages.stream().map(stage -> stage.fit().augment().size()).toList());
    for (Stage stage : stages) {
      assertEquals(EarlyStopping.class, stage.fit().callbacks().getFirst().getClass());
    }
  }

  private static List<Integer> epochs(Training training) {
    return training.stages().stream().map(TrainingStage::epochs).toList();
  }

  @Test
  void epochsOfAllStagesMustBeCountable() {
    String twice = YAML.replace("epochs: 3", "epochs: 2000000000").replace("epochs: 2,", "epochs: 2000000000,");
    String message = assertThrows(WeftException.class, () -> parse(twice)).getMessage();
    assertTrue(
        message.endsWith("all stages together must have at most 2147483647 epochs; received 4000000001."), message);
  }

  @Test
  void epochsAreThoseOfAllStages() {
    assertEquals(6, parse(YAML).training().epochs());
    assertEquals(List.of(2, 1, 1), epochs(parse(YAML).training().epochs(4)));
    assertEquals(List.of(1, 1, 1), epochs(parse(YAML).training().epochs(1)));
  }

  /** 3, 2 and 1 of 6 epochs. */
  @ParameterizedTest
  @CsvSource({"60, 30 20 10", "12, 6 4 2", "6, 3 2 1", "7, 4 2 1", "5, 3 1 1", "4, 2 1 1", "3, 1 1 1"})
  void otherEpochsAreSharedByTheStages(String epochs, String shares) {
    List<Integer> expected = Stream.of(shares.split(" ")).map(Integer::valueOf).toList();
    Experiment changed = parse(YAML, new Change("--epochs " + epochs, "training.epochs", epochs));
    assertEquals(expected, epochs(changed.training()));
    assertEquals(changed, parse(YAML.replace("stages:", "epochs: " + epochs + "\n  stages:")));
    assertEquals(changed, ExperimentFile.parse("x.yaml", changed.toYaml(), List.of()));
  }

  @Test
  void aViewIsMirroredOrShiftedOrBoth() {
    for (String views : List.of("flip: horizontal 1", "shift: 1 4", "flip: vertical, shift: 2 9")) {
      String tta = "{ %s }".formatted(views.substring(0, views.length() - 2));
      Training training = parse(YAML, new Change("--set", "training.tta", tta)).training();
      int count = Integer.parseInt(views.substring(views.length() - 1));
      assertEquals(count, training.testTimeAugmentation().views().count(), tta);
    }
    Change none = new Change("--set", "training.tta", "{}");
    assertEquals(
        "--set: 'tta' needs 'flip', such as horizontal, or 'shift', such as 1; received neither.",
        assertThrows(WeftException.class, () -> ExperimentFile.parse("x.yaml", YAML, List.of(none))).getMessage());
  }

  @Test
  void eachStageHasAnEpoch() {
    Change two = new Change("--epochs 2", "training.epochs", "2");
    assertEquals(
        "--epochs 2: 'epochs' must be at least 3, one for each stage; received 2.",
        assertThrows(WeftException.class, () -> ExperimentFile.parse("x.yaml", YAML, List.of(two))).getMessage());
    assertEquals("x.yaml:13:11: 'epochs' must be at least 1; received 0.", error("stages:", "epochs: 0\n  stages:"));
  }

  @Test
  void isWrittenAsItIsRead() {
    Experiment experiment = parse(YAML);
    assertEquals(experiment, ExperimentFile.parse("y.yaml", experiment.toYaml(), List.of()));
    assertEquals(
        Map.of("epochs", 2, "unfreeze", "block_2", "batch_size", 8),
        Map.of(
            "epochs", experiment.leaves().get("training.stages.1.epochs"),
            "unfreeze", experiment.leaves().get("training.stages.1.unfreeze"),
            "batch_size", experiment.leaves().get("training.stages.1.batch_size")));
  }

  @Test
  void aStageIsChangedByItsNumber() {
    Change change = new Change("--set", "training.stages.1.epochs", "7");
    assertEquals(11, parse(YAML, change).training().epochs());
  }

  private static String error(String from, String to) {
    return assertThrows(WeftException.class, () -> ExperimentFile.parse("x.yaml", YAML.replace(from, to), List.of()))
        .getMessage();
  }

  private static final String GROWING =
      """
      data: { dataset: strokes, validation: { first: 50 }, train_size: 200 }
      model:
        - Conv2D: { filters: 4, kernel_size: 3, activation: relu }
        - BatchNormalization
        - GlobalAveragePooling2D
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: { SGD: { learning_rate: { OneCycle: { max_learning_rate: 0.1 } }, momentum: 0.9 } }
        loss: sparse_categorical_crossentropy
        batch_size: 50
        stages: [{ epochs: 1, image_size: 14 }, { epochs: 1, image_size: [20, 21] }, { epochs: 1, image_size: 14 }, { epochs: 1 }]
      """;

  @Test
  void aStageHasImagesOfItsOwnSize() {
    Experiment experiment = parse(GROWING);
    assertEquals(experiment, ExperimentFile.parse("x.yaml", experiment.toYaml(), List.of()));
    Trial trial = Trial.of(experiment, Datasets.load("strokes"));
    List<Stage> stages = trial.stages();
    assertEquals(List.of(14, 20, 14, 28), stages.stream().map(stage -> stage.train().height()).toList());
    assertEquals(List.of(14, 21, 14, 28), stages.stream().map(stage -> stage.network().input().size(1)).toList());
    assertEquals(List.of(14, 20, 14, 28), stages.stream().map(stage -> stage.fit().validation().height()).toList());
    assertSame(stages.get(0).train(), stages.get(2).train());
    Model model = trial.model();
    History history = model.fit(stages, Fit.epochs(4));
    assertEquals(trial.network(), model.network());
    assertEquals(4e-7, history.last().learningRate(), 1e-12); // one cycle over all stages
    assertEquals(history.last().valLoss(), model.evaluate(trial.validation().orElseThrow()).loss(), 1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      textBlock =
          """
          GlobalAveragePooling2D | Flatten                     | images of another size need a network whose weights do not depend on it, such as one with GlobalAveragePooling2D before its first Dense; those of 'dense' do.
          { epochs: 1 }]         | { epochs: 1, image_size: 14 }] | the last stage is of the images' own size, with which the model is measured; leave out its 'image_size', or add a stage.
          image_size: [20, 21]   | image_size: 2               | Conv2D: a 3x3 window does not fit into its input of shape (2, 2, 1)
          """)
  void anotherSizeThatCannotBeIsRefused(String from, String to, String message) {
    WeftException e =
        assertThrows(WeftException.class, () -> ExperimentFile.parse("x.yaml", GROWING.replace(from, to), List.of()));
    assertTrue(e.getMessage().startsWith("x.yaml:11:") && e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void anotherSizeNeedsOneScalingForAllPixels() {
    Change change = new Change("--set", "data.scaling", "min_max");
    Experiment experiment = parse(GROWING, change);
    WeftException e = assertThrows(WeftException.class, () -> Trial.of(experiment, Datasets.load("strokes")));
    assertTrue(e.getMessage().endsWith("the same for all pixels, such as rescale; received min_max."), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      textBlock =
          """
          unfreeze: block_2  | unfreeze: blok_2   | x.yaml:15:30: a pattern must match the name of a layer; received 'blok_2'; known are flatten, block_1, block_2, dense. Did you mean 'block_2'?
          unfreeze: block_2  | unfreeze: 3        | x.yaml:15:30: 'unfreeze' must be true, false, a pattern of layers' names such as block_1*, or a list of them; received 3.
          freeze: "block_*"  | freeze: true       | x.yaml:14:7: a training needs a weight that it may change; received a network whose layers with weights all are frozen.
          epochs: 2          | epochs: 0          | x.yaml:15:17: 'epochs' must be at least 1; received 0.
          epochs: 2, unfr    | unfr               | x.yaml:15:7: TrainingStage needs 'epochs'; received only [unfreeze, optimizer, batch_size].
          batch_size: 8      | batchsize: 8       | x.yaml:15:83: 'batchsize' is not known here; known are epochs, image_size, freeze, unfreeze, optimizer, learning_rate, batch_size, augment, early_stopping, reduce_lr_on_plateau. Did you mean 'batch_size'?
          """)
  void anErrorHasItsPlace(String from, String to, String message) {
    assertEquals(message, error(from, to));
  }
}
