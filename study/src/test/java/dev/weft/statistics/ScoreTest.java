package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScoreTest {
  @Test
  void aMeanCountsAImageAsOftenAsItIsInTheSample() {
    assertEquals((3 * 2.0 + 1 * 10) / 4, Score.mean(2, 5, 10).of(new int[] {3, 0, 1}));
  }

  @Test
  void scoresAreSubtractedOnTheSameSample() {
    assertEquals(2.0 - 7, Score.mean(1, 3).minus(Score.mean(5, 9)).of(new int[] {1, 1}));
  }

  @Test
  void aSampleHasOneCountForEachImage() {
    assertRefused("a sample is one count for each of 3 images; received 2.", () -> Score.mean(2, 5, 10).of(new int[2]));
  }
}
