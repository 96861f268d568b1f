package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Metric;
import dev.weft.model.Outputs;
import dev.weft.train.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void scoresBecomeTheirSoftmax() {
    float[] outputs = {0, (float) Math.log(3), 1000, 0};
    Scores scores = Scores.of(new Evaluation(0.5, 0, new int[] {0, 1}, outputs, 2, Outputs.LOGITS, 0.1));
    assertArrayEquals(new double[] {0.25, 0.75, 1, 0}, scores.predictions().probabilities(), 1e-7);
  }

  @Test
  void aSingleOutputIsOfTheSecondClass() {
    Scores scores =
        Scores.of(new Evaluation(0.5, 1, new int[] {0}, new float[] {0.25f}, 1, Outputs.PROBABILITIES, 0.1));
    assertArrayEquals(new double[] {0.75, 0.25}, scores.predictions().probabilities());
  }

  @Test
  void accuracyAndLossComeFirst() {
    float[] outputs = {0.9f, 0.1f, 0.4f, 0.6f, 0.7f, 0.3f};
    Scores scores =
        Scores.of(new Evaluation(0.5, 2 / 3.0, new int[] {0, 1, 1}, outputs, 2, Outputs.PROBABILITIES, 0.1));
    assertEquals(List.of("accuracy", "loss", "log_loss"), List.copyOf(scores.metrics().keySet()).subList(0, 3));
    assertEquals(2 / 3.0, scores.metrics().get("accuracy"), 1e-12);
    assertEquals(0.5, scores.metrics().get("loss"));
    assertEquals(1, scores.confusion().mistakes());
  }

  @Test
  void scoresHaveNoLogLossAndALossThatIsNotKnownIsLeftOut() {
    float[] outputs = {0.9f, 0.3f, 0.4f, 0.6f};
    Scores scores = Scores.of(new Evaluation(0.5, 1, new int[] {0, 1}, outputs, 2, Outputs.SCORES, 0.1));
    assertFalse(scores.metrics().containsKey("log_loss"));
    assertFalse(scores.metrics().containsKey("brier"));
    assertTrue(scores.metrics().containsKey("loss"));
    assertFalse(scores.without(Metric.LOSS).metrics().containsKey("loss"));
  }
}
