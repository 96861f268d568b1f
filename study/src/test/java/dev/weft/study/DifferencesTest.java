package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.statistics.McNemar;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final String WHERE = "on 10,000 test images";

  private static Differences two(int onlyFirst, int onlySecond) {
    return Differences.of(List.of("A mlp", "B cnn"), WHERE, List.of(new McNemar(onlyFirst, onlySecond, 10_000)));
  }

  @Test
  void theBetterOfTwoIsNamedWithInterval() {
    assertEquals(
        "B cnn is better than A mlp by 1.04 percentage points on 10,000 test images, 95 % interval 0.75 to 1.35"
            + " (McNemar, p < 0.001).",
        two(66, 170).verdict());
  }

  @Test
  void whatChanceMakesCannotBeDistinguished() {
    assertEquals(
        "B cnn and A mlp cannot be distinguished: 0.04 percentage points on 10,000 test images, 95 % interval -0.10"
            + " to 0.18 (McNemar, p = 0.67).",
        two(22, 26).verdict());
  }

  /** b = 9 and c = 2: the exact p is 0.065, the score test's 0.035. */
  @Test
  void whereTheTestIsMoreCautiousThanTheIntervalTheSentenceSaysSo() {
    String sentence = two(9, 2).verdict();
    assertTrue(sentence.contains("cannot be distinguished"), sentence);
    assertTrue(sentence.contains("95 % interval 0.006 to "), sentence);
    assertTrue(sentence.endsWith("The interval just leaves out 0; the test is more cautious."), sentence);
  }

  /** a before b by 12, b before c by 40, a before c by 52; twice the same network c and d. */
  private static Differences four() {
    return Differences.of(
        List.of("a", "b", "c", "d"),
        WHERE,
        List.of(
            new McNemar(20, 8, 10_000),
            new McNemar(70, 18, 10_000),
            new McNemar(70, 18, 10_000),
            new McNemar(60, 20, 10_000),
            new McNemar(60, 20, 10_000),
            new McNemar(0, 0, 10_000)));
  }

  @Test
  void everyPairIsCorrectedForAll() {
    Differences all = four();
    assertEquals(6, all.pairs().size());
    assertTrue(all.between(3, 0).verdict().significant());
    assertFalse(all.between(1, 0).verdict().significant(), "alone 0.036; the fifth of six, doubled");
    assertEquals(all.pairs().get(4), all.between(3, 1));
    assertEquals("-0.52", all.between(2, 0).of(2).signed(2));
    String sentence = all.sentence(all.between(0, 1));
    assertTrue(sentence.endsWith("among 6 pairs, chance makes such a one."), sentence);
  }

  @Test
  void ofSeveralTheBestIsNamedAndHowManyAreLikeIt() {
    assertEquals(0, four().best());
    assertEquals(1, four().alike());
    assertTrue(
        four()
            .verdict()
            .startsWith(
                "a has the highest accuracy of 4, but 1 of the others cannot be distinguished from it; the next, b, is"
                    + " 0.12 percentage points behind on 10,000 test images, 95 % interval "),
        four().verdict());
    assertTrue(four().verdict().endsWith(" (McNemar, 6 comparisons by Holm)."), four().verdict());
  }

  @Test
  void theBestOfSeveralMayBeBetterThanAll() {
    McNemar far = new McNemar(300, 100, 10_000);
    Differences all = Differences.of(List.of("a", "b", "c"), WHERE, List.of(far, far, new McNemar(5, 5, 10_000)));
    assertTrue(all.verdict().startsWith("a is better than each of the other 2; the next, b, "), all.verdict());
  }
}
