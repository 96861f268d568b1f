package dev.weft.study.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLISECOND = 1_000_000;

  private long now;

  /** Epochs of 400 images, a millisecond for each image, after a second of getting ready. */
  private Pace of(int batch, int epochs) {
    Pace pace = new Pace(400, batch, () -> now);
    int steps = Math.ceilDiv(400, batch);
    now += 1000 * MILLISECOND;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int step = 0; step < steps; step++) {
        now += Math.min(batch, 400 - step * batch) * MILLISECOND;
        pace.step(epoch, step, steps);
      }
    }
    return pace;
  }

  @Test
  void gettingReadyDoesNotCountHoweverFewStepsAnEpochHas() {
    for (int batch : new int[] {1, 7, 100, 133, 200, 256, 399, 400}) {
      assertEquals(1000, of(batch, 4).imagesPerSecond(), 1e-9, "batches of " + batch);
    }
  }

  @Test
  void ofAnEpochTheFirstAndTheLastStepDoNotCount() {
    assertEquals(2 * 2, of(100, 2).count());
    assertEquals(1, of(256, 2).count(), "the second epoch as a whole");
  }

  @Test
  void withoutAStepThereIsNoSpeed() {
    assertEquals(0, of(256, 1).imagesPerSecond());
  }
}
