package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.nn.Loss;
import dev.weft.nn.Outputs;
import dev.weft.train.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void probabilitiesAreWhatTheNetworkSays() {
    float[] outputs = {0.2f, 0.8f};
    assertArrayEquals(outputs, Scores.probabilities(outputs, 2, Loss.CATEGORICAL_CROSSENTROPY));
  }

  @Test
  void scoresBecomeTheirSoftmax() {
    Loss loss = new Loss.SparseCategoricalCrossentropy(true);
    float[] scores = {0, (float) Math.log(3), 1000, 0};
    assertArrayEquals(new float[] {0.25f, 0.75f, 1, 0}, Scores.probabilities(scores, 2, loss), 1e-7f);
  }

  @Test
  void aSingleOutputIsOfTheSecondClass() {
    assertArrayEquals(
        new float[] {0.75f, 0.25f}, Scores.probabilities(new float[] {0.25f}, 1, Loss.BINARY_CROSSENTROPY));
    Loss loss = new Loss.BinaryCrossentropy(true, 0);
    assertArrayEquals(
        new float[] {0.25f, 0.75f}, Scores.probabilities(new float[] {(float) Math.log(3)}, 1, loss), 1e-7f);
  }

  @Test
  void accuracyAndLossComeFirst() {
    float[] outputs = {0.9f, 0.1f, 0.4f, 0.6f, 0.7f, 0.3f};
    Scores scores =
        Scores.of(new Evaluation(0.5, 2 / 3.0, new int[] {0, 1, 1}, outputs, 2, Outputs.SCORES, 0.1), Outputs.SCORES);
    assertEquals(List.of("accuracy", "loss", "log_loss"), List.copyOf(scores.metrics().keySet()).subList(0, 3));
    assertEquals(2 / 3.0, scores.metrics().get("accuracy"), 1e-12);
    assertEquals(0.5, scores.metrics().get("loss"));
    assertEquals(1, scores.confusion().mistakes());
  }
}
