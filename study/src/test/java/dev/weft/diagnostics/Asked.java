package dev.weft.diagnostics;

import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import java.util.List;
import java.util.stream.Stream;

/** A small experiment, nothing of which is to be warned of. */
final class Asked {
  private static final String GOOD =
      """
      name: good
      data: { dataset: strokes, train_size: 400, validation: { stratified: 0.2 } }
      model:
        - Flatten
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: { Adam: { learning_rate: 0.01 } }
        loss: sparse_categorical_crossentropy
        epochs: 3
      """;

  private Asked() {}

  /** With other settings, {@code path=value} each. */
  static Experiment with(String... settings) {
    List<Change> changes =
        Stream.of(settings)
            .map(setting -> new Change(setting, setting.split("=", 2)[0], setting.split("=", 2)[1]))
            .toList();
    return ExperimentFile.parse("good.yaml", GOOD, changes);
  }
}
