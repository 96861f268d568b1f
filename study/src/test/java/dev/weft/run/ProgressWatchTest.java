package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Outputs;
import dev.weft.store.ProgressRow;
import dev.weft.train.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressWatchTest {
  private static final long SECOND = 1_000_000_000;

  private final ProgressWatch watch = new ProgressWatch(1_000, 10, List.of("cat", "dog"));

  @Test
  void rateAndTimeLeftComeFromTwoLooks() {
    assertTrue(watch.now(0).isEmpty(), "no step yet");
    watch.batchEnd(0, 0, 10, 0.7, 0.5); // a tenth of the first epoch
    assertTrue(Double.isNaN(watch.now(0).orElseThrow().secondsLeft()));
    watch.batchEnd(0, 9, 10, 0.6, 0.6); // all of it
    TrainingProgress now = watch.now(9 * SECOND).orElseThrow();
    assertEquals(100, now.imagesPerSecond(), 1e-9);
    assertEquals(90, now.secondsLeft(), 1e-9);
    assertEquals(0.1, now.done(), 1e-9);
    assertEquals(now, TrainingProgress.of(new ProgressRow(now.text(), "")));
  }

  @Test
  void aValidationIsGivenUntilItIsKept() {
    float[] outputs = {0.9f, 0.1f, 0.2f, 0.8f, 0.4f, 0.6f, 0.3f, 0.7f};
    Evaluation evaluation = new Evaluation(0.5, 0.5, new int[] {0, 0, 0, 1}, outputs, 2, Outputs.PROBABILITIES, 0.1);
    watch.validated(2, evaluation);
    assertTrue(watch.validation().isPresent());
    LastValidation last = watch.validation().orElseThrow(); // as the store did not take it
    watch.kept();
    assertTrue(watch.validation().isEmpty());

    LastValidation read = LastValidation.of(new ProgressRow("", last.text())).orElseThrow();
    assertEquals(3, read.epoch());
    assertEquals(4, read.images());
    assertEquals(2, read.wrong());
    assertEquals(List.of("cat", "dog"), read.classNames());
    assertArrayEquals(new int[][] {{1, 2}, {0, 1}}, read.confusion());
    assertEquals(
        List.of(1, 2), read.mistakes().stream().map(LastValidation.Mistake::image).toList(), "the surest first");
    assertEquals(0.8, read.mistakes().getFirst().probability(), 1e-6);
  }
}
