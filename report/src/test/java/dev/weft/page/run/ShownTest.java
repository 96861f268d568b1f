package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Predictions;
import dev.weft.page.Gallery;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
  /** Two classes; the probability of the second. */
  private static Predictions saying(int[] labels, double... second) {
    double[] probabilities = new double[2 * second.length];
    for (int i = 0; i < second.length; i++) {
      probabilities[2 * i] = 1 - second[i];
      probabilities[2 * i + 1] = second[i];
    }
    return Predictions.of(labels, probabilities, 2);
  }

  @Test
  void mistakesComeFirstAndTheSurestFirst() {
    Shown shown = Shown.of(saying(new int[] {0, 0, 1, 0, 1}, 0.6, 0.9, 0.7, 0.1, 0.8), Gallery.MOST);
    assertEquals(List.of(1, 0), shown.rows().subList(0, 2));
    assertEquals(2, shown.mistakes());
  }

  @Test
  void ofTheRightOnesThoseThatWereLeastSure() {
    Shown shown = Shown.of(saying(new int[] {0, 0, 0, 1}, 0.01, 0.4, 0.2, 0.8), Gallery.MOST);
    assertEquals(List.of(1, 3, 2, 0), shown.rows());
  }

  @Test
  void everyConfusionHasSomeAndNoneComesTwice() {
    int many = 6_000;
    int[] labels = new int[many + 1];
    double[] second = new double[many + 1];
    Arrays.fill(second, 0.99);
    labels[many] = 1;
    second[many] = 0.49;
    Shown shown = Shown.of(saying(labels, second), Gallery.MOST);
    assertTrue(shown.rows().contains(many));
    assertEquals(Gallery.MOST, shown.rows().size());
    assertEquals(Gallery.MOST, new HashSet<>(shown.rows()).size());
    assertEquals(many + 1, shown.mistakes());
  }
}
