package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Predictions;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NothingLearnedTest {
  private static final List<String> NAMES = List.of("coat", "shirt", "shoe");

  /** Images as {@code label predicted count}, which are taken for certain. */
  static Predictions predicted(int[]... counts) {
    int[] labels = new int[0];
    int[] predicted = new int[0];
    for (int[] one : counts) {
      int from = labels.length;
      labels = Arrays.copyOf(labels, from + one[2]);
      predicted = Arrays.copyOf(predicted, from + one[2]);
      Arrays.fill(labels, from, labels.length, one[0]);
      Arrays.fill(predicted, from, predicted.length, one[1]);
    }
    double[] probabilities = new double[3 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      probabilities[3 * i + predicted[i]] = 1;
    }
    return Predictions.of(labels, probabilities, 3);
  }

  private static Optional<Warning> in(int[]... counts) {
    return NothingLearned.in(DataPart.TEST, predicted(counts), NAMES);
  }

  /** Of 20 images 8 are coats: 9 right or more come by chance with 0.40440 (Python, exact fractions). */
  @Test
  void noBetterThanTheCommonestClassIsNothing() {
    NothingLearned found =
        (NothingLearned)
            in(new int[] {0, 0, 5}, new int[] {0, 1, 3}, new int[] {1, 1, 4}, new int[] {2, 1, 8}).orElseThrow();
    assertEquals(20, found.images());
    assertEquals(9, found.right());
    assertEquals("coat", found.commonest());
    assertEquals("shirt", found.predicted());
    assertEquals(15, found.timesSaid());
    assertEquals(0.40440127468777504, found.p(), 1e-12);
    assertEquals(
        "nothing was learned that shows: of the 20 test images 0.4500 are classified correctly, no more than by always"
            + " saying coat (0.4000; exact binomial test, p = 0.40); 15 are taken for shirt.",
        found.sentence());
  }

  @Test
  void oneClassForAllIsSaid() {
    String sentence = in(new int[] {0, 2, 5}, new int[] {1, 2, 4}, new int[] {2, 2, 4}).orElseThrow().sentence();
    assertTrue(sentence.endsWith("; all are taken for shoe."), sentence);
  }

  /** Of 100 images 34 are coats: from 43 right on it is not by chance (Python, exact fractions: 0.0380; 42: 0.0583). */
  @Test
  void theBorderIsThatOfTheExactTest() {
    assertTrue(in(new int[] {0, 0, 34}, new int[] {1, 1, 8}, new int[] {1, 0, 25}, new int[] {2, 0, 33}).isPresent());
    assertTrue(in(new int[] {0, 0, 34}, new int[] {1, 1, 9}, new int[] {1, 0, 24}, new int[] {2, 0, 33}).isEmpty());
  }

  @Test
  void whereAllImagesAreOfOneClassNothingIsSaid() {
    assertTrue(in(new int[] {1, 1, 9}).isEmpty());
    assertTrue(in(new int[] {1, 0, 9}).isEmpty());
  }
}
