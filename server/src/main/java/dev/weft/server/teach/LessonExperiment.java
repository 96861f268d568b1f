package dev.weft.server.teach;

import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The experiment that learns the few images of a lesson: a new last layer of a network that knows many images, or else
 * a small network, whose images change in each epoch. A fifth of each class is held out to test on.
 */
final class LessonExperiment {
  /** Steps that a small network needs from its first weights on. */
  private static final int STEPS = 160;

  private static final int BATCH = 16;
  private static final int FEWEST_EPOCHS = 15;
  private static final int MOST_EPOCHS = 80;

  private static final String SMALL =
      """
      description: A small network for the images of a lesson
      data: { path: "", image: { size: 48 }, validation: none }
      model:
        - Conv2D: { filters: 16, kernel_size: 3, padding: same, use_bias: false }
        - BatchNormalization: { momentum: 0.9 }
        - ReLU
        - MaxPooling2D
        - Conv2D: { filters: 32, kernel_size: 3, padding: same, use_bias: false }
        - BatchNormalization: { momentum: 0.9 }
        - ReLU
        - MaxPooling2D
        - Conv2D: { filters: 64, kernel_size: 3, padding: same, use_bias: false }
        - BatchNormalization: { momentum: 0.9 }
        - ReLU
        - MaxPooling2D
        - Conv2D: { filters: 64, kernel_size: 3, padding: same, use_bias: false }
        - BatchNormalization: { momentum: 0.9 }
        - ReLU
        - GlobalAveragePooling2D
        - Dense: { units: 2, activation: softmax }
      training:
        optimizer: { Adam: { learning_rate: { OneCycle: { max_learning_rate: 0.01 } } } }
        loss: sparse_categorical_crossentropy
        epochs: 1
        batch_size: 16
        augment:
          - RandomRotation: 0.03
          - RandomTranslation: { height_factor: 0.1, width_factor: 0.1 }
          - RandomZoom: 0.15
      """;

  private static final String TUNED =
      """
      description: A new last layer for the images of a lesson
      data: { path: "", validation: none }
      model:
        from: ""
        without_top: true
        freeze: true
        then:
          - Dropout: 0.2
          - Dense: { units: 2, activation: softmax }
      training:
        optimizer: { Adam: { learning_rate: 0.003 } }
        loss: sparse_categorical_crossentropy
        epochs: 30
        batch_size: 16
      """;

  private LessonExperiment() {}

  /**
   * @param images a folder with a folder per class
   * @param name what the run is called
   * @param base the file of a network that knows many images
   * @param classes 2 or more
   * @param learned how many images the network learns
   * @throws WeftException if the base cannot be read
   */
  static Experiment of(Path images, String name, Optional<Path> base, int classes, int learned) {
    Change path = new Change("the lesson", "data.path", quoted(images.toAbsolutePath()));
    Change called = new Change("the lesson", "name", quoted(name));
    if (base.isPresent()) {
      Change from = new Change("--base", "model.from", quoted(base.get().toAbsolutePath()));
      return ExperimentFile.parse(name, TUNED, List.of(path, called, from)).forClasses(classes);
    }
    int epochs = Math.clamp(STEPS / Math.max(1, Math.ceilDiv(learned, BATCH)), FEWEST_EPOCHS, MOST_EPOCHS);
    Change often = new Change("the lesson", "training.epochs", String.valueOf(epochs));
    return ExperimentFile.parse(name, SMALL, List.of(path, called, often)).forClasses(classes);
  }

  /** As YAML has any text. */
  private static String quoted(Object text) {
    return JsonMapper.shared().writeValueAsString(text.toString());
  }
}
