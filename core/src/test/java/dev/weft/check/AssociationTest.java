package dev.weft.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssociationTest {
  private static final SplitMix64 RANDOM = SplitMix64.of(1);

  // SciPy's chi2_contingency, corrected as Bergsma has it
  @Test
  void cramersVIsCorrectedForChance() {
    Association association = new Association(new long[][] {{30, 5, 2}, {4, 40, 9}, {3, 8, 20}});
    assertEquals(0.6094203107571264, association.cramersV(), 1e-9);
    assertTrue(association.isSignificant());
  }

  @Test
  void whatIsIndependentIsNotAssociated() {
    int[] bins = IntStream.range(0, 1000).map(i -> RANDOM.below(4)).toArray();
    int[] labels = IntStream.range(0, 1000).map(i -> RANDOM.below(5)).toArray();
    assertFalse(Association.of(bins, labels, 5).isSignificant());
    for (double recognition : Association.recognition(bins, labels, 5)) {
      assertTrue(recognition < 0.1, "" + recognition);
    }
  }

  @Test
  void aBinThatOnlyOneClassHasRecognizesIt() {
    int[] labels = IntStream.range(0, 3000).map(i -> i % 3).toArray();
    int[] bins = IntStream.of(labels).map(label -> label == 2 ? 1 : 0).toArray();
    assertArrayEquals(new double[] {0.45, 0.45, 1}, Association.recognition(bins, labels, 3), 0.06);
  }

  @Test
  void threeImagesProveNothing() {
    int[] labels = IntStream.range(0, 90).map(i -> i < 3 ? 1 : 0).toArray();
    assertTrue(Association.recognition(labels, labels, 2)[1] < 0.5);
  }
}
