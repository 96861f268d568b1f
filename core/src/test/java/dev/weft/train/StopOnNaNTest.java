package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.train.History.Outcome;
import org.junit.jupiter.api.Test;

class StopOnNaNTest {
  @Test
  void endsATrainingWithAHugeLearningRate() {
    History history = Small.model(1e30).fit(Small.pictures(100), Small.fit(5, 10));
    assertEquals(Outcome.STOPPED, history.outcome());
    assertEquals(1, history.epochs().size());
    assertTrue(
        history
            .reason()
            .matches(
                "the loss became (NaN|Infinity) in epoch 1, step \\d+; "
                    + "try a smaller learning rate or clip the gradients\\."),
        history.reason());
  }

  @Test
  void onlyStopsForWhatIsNoNumber() {
    StopOnNaN callback = new StopOnNaN();
    assertEquals(Verdict.CONTINUE, callback.batchEnd(0, 0, 1, 1e300, 0));
    assertTrue(callback.batchEnd(0, 0, 1, Double.NaN, 0).stop());
    assertEquals(
        "the loss became Infinity in epoch 3, step 5; try a smaller learning rate or clip the gradients.",
        callback.batchEnd(2, 4, 9, Double.POSITIVE_INFINITY, 0).reason());
  }
}
