package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final ImageDataset STROKES = Datasets.load("strokes");

  private static Experiment experiment(String validation, String training) {
    return ExperimentFile.parse(
        "trial.yaml",
        """
        data: { dataset: strokes, train_size: 200, validation: %s }
        model: [{ Conv2D: { filters: 64, kernel_size: 3 } }, GlobalAveragePooling2D, { Dense: { units: 10, activation: softmax } }]
        training: { loss: sparse_categorical_crossentropy, %s }
        """
            .formatted(validation, training),
        List.of());
  }

  private static Trial trial(String training) {
    return Trial.of(experiment("none", training), STROKES);
  }

  @Test
  void aLaterStageThatDoesNotFitIsRefusedBeforeTheFirst() {
    Trial large =
        trial("optimizer: Adam, stages: [{ epochs: 1 }, { epochs: 1, image_size: [1500, 1500] }, { epochs: 1 }]");
    assertThrows(WeftException.class, large::requireMemory);
    trial("optimizer: Adam, stages: [{ epochs: 1 }, { epochs: 1, image_size: [20, 20] }, { epochs: 1 }]")
        .requireMemory();
  }

  /** A slot more in the checkpoint and in the model, and the averages in the checkpoint. */
  @Test
  void itsFilesHaveAllThatTheOptimizerAndTheAveragesKeep() {
    Trial plain = trial("optimizer: Adam, epochs: 2");
    Trial more = trial("optimizer: { Adam: { amsgrad: true } }, swa: { start: 0.5 }, epochs: 2");
    assertEquals(3L * Float.BYTES * plain.network().parameters(), more.bytes() - plain.bytes());
  }

  @Test
  void whereNoImageIsLeftASentenceSaysSo() {
    Experiment nothing = experiment("{ first: 200 }", "optimizer: Adam, epochs: 2");
    String message = assertThrows(WeftException.class, () -> TrialImages.of(nothing, STROKES)).getMessage();
    assertTrue(message.startsWith("trial on strokes: "), message);
  }
}
