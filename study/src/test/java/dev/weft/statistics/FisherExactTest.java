package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherExactTest {
  private static FisherExact one(int mistakes, int images, int allMistakes, int allImages) {
    return new FisherExact(new int[] {mistakes}, new int[] {images}, new int[] {allMistakes}, new int[] {allImages});
  }

  /** By {@code scipy.stats.fisher_exact} 1.17. */
  @ParameterizedTest(name = "{0} of {1}, {2} of {3}")
  @CsvSource({
    "12, 40, 30, 400, 4.612040273564201e-06",
    "1, 50, 20, 200, 0.029265176431085546",
    "5, 5, 20, 100, 0.0002059305446639761",
    "45, 2000, 120, 10000, 8.55626848256989e-06",
    "0, 30, 4, 60, 0.11239964317573597",
    "3, 8, 6, 20, 0.6424148606811146"
  })
  void ofOneClassIsThatOfSciPy(int mistakes, int images, int allMistakes, int allImages, double p) {
    assertEquals(p, one(mistakes, images, allMistakes, allImages).p(), 1e-11);
  }

  /** By counting all ways in Python; a class whose images are all in the group changes nothing. */
  @Test
  void ofSeveralClassesCountsAllWays() {
    FisherExact two = new FisherExact(new int[] {4, 3}, new int[] {10, 5}, new int[] {8, 5}, new int[] {40, 30});
    assertEquals(0.0050719718497760895, two.p(), 1e-12);
    FisherExact three =
        new FisherExact(new int[] {4, 3, 6}, new int[] {10, 5, 6}, new int[] {8, 5, 6}, new int[] {40, 30, 6});
    assertEquals(0.0050719718497760895, three.p(), 1e-12);
    assertEquals(2 + 5.0 / 6, two.expected(), 1e-12);
    assertTrue(two.isWorse());
  }

  @Test
  void countsInsideAndOutside() {
    FisherExact test =
        FisherExact.of(new int[] {1, 2}, new int[] {0, 0, 1, 1}, new boolean[] {true, true, false, true}, 2);
    assertEquals(1, test.inGroup());
    assertEquals(2, test.outside());
    assertEquals(2, test.size());
    assertEquals(2, test.sizeOutside());
    assertEquals("1 of 2 images are mistakes, 1.5 expected of these classes", test.finding());
  }

  /** A group of whole classes, or classes without a mistake, say nothing. */
  @Test
  void whatCannotBeOtherwiseIsDecided() {
    assertTrue(one(3, 10, 3, 10).isDecided());
    assertEquals(1, one(3, 10, 3, 10).p());
    assertTrue(one(0, 5, 0, 10).isDecided());
    assertTrue(one(5, 5, 10, 10).isDecided());
    assertFalse(one(0, 5, 1, 10).isDecided());
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertRefused("a group is a part of all images; received 3 of 2 and 4 of 10.", () -> one(3, 2, 4, 10));
    assertRefused("a group is a part of all images; received 0 of 8 and 4 of 10.", () -> one(0, 8, 4, 10));
  }
}
