package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ResampledTTestTest {
  private static final double[] FIRST = {0.91, 0.93, 0.90, 0.92};
  private static final double[] SECOND = {0.90, 0.90, 0.91, 0.89};

  static Stream<JsonNode> golden() {
    return Golden.cases("resampled_t");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isSciPys(JsonNode golden) {
    ResampledTTest test = test(golden);
    assertEquals(Golden.number(golden, "t"), test.t(), 1e-12);
    assertEquals(Golden.number(golden, "p"), test.p(), 1e-13);
    assertEquals(Golden.number(golden, "low"), test.interval().low(), 1e-12);
    assertEquals(Golden.number(golden, "high"), test.interval().high(), 1e-12);
  }

  private static ResampledTTest test(JsonNode golden) {
    return new ResampledTTest(
        Repeats.of(Golden.numbers(golden, "differences")),
        Golden.integer(golden, "train"),
        Golden.integer(golden, "test"));
  }

  /** Of 1 degree of freedom, p is 1 - 2 arctan(t) / π. */
  @Test
  void twoFoldsAreCauchys() {
    ResampledTTest test = ResampledTTest.of(new double[] {3, 1}, new double[] {1, 1}, 2, 1);
    assertEquals(1 / Math.sqrt((0.5 + 0.5) * 2), test.t(), 1e-15);
    assertEquals(1 - 2 * Math.atan(Math.sqrt(0.5)) / Math.PI, test.p(), 1e-14);
  }

  @Test
  void theOtherOrderHasTheOtherSign() {
    ResampledTTest test = ResampledTTest.of(FIRST, SECOND, 900, 300);
    ResampledTTest swapped = ResampledTTest.of(SECOND, FIRST, 900, 300);
    assertEquals(test.t(), -swapped.t());
    assertEquals(test.p(), swapped.p());
    assertEquals(test.interval().low(), -swapped.interval().high());
  }

  @Test
  void largerTestFoldsMakeItMoreCautious() {
    assertTrue(ResampledTTest.of(FIRST, SECOND, 900, 100).p() < ResampledTTest.of(FIRST, SECOND, 500, 500).p());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theIntervalContains0WhereTheTestIsNotSignificant(JsonNode golden) {
    ResampledTTest test = test(golden);
    assertEquals(test.interval().contains(0), !test.verdict().significant());
    assertTrue(test.interval().contains(test.differences().mean()));
  }

  @Test
  void equalScoresAreNoDifference() {
    ResampledTTest test = ResampledTTest.of(FIRST, FIRST, 900, 300);
    assertEquals(0, test.t());
    assertEquals(1, test.p());
    assertEquals(
        "not significant: the scores differ by +0.0000 on average over 4 folds, 95 % interval 0.0000 to 0.0000"
            + " (corrected resampled t-test, p = 1)",
        test.verdict().sentence());
  }

  @Test
  void theSameDifferenceOnEveryFoldIsCertain() {
    ResampledTTest test = ResampledTTest.of(new double[] {1, 2, 3}, new double[] {1.5, 2.5, 3.5}, 900, 300);
    assertEquals(Double.NEGATIVE_INFINITY, test.t());
    assertEquals(0, test.p());
    assertEquals(new Interval(-0.5, -0.5), test.interval());
  }

  @Test
  void isSaidInOneSentence() {
    assertEquals(
        "not significant: the scores differ by +0.0150 on average over 4 folds, 95 % interval -0.0315 to 0.0615"
            + " (corrected resampled t-test, p = 0.38)",
        ResampledTTest.of(FIRST, SECOND, 900, 300).verdict().sentence());
  }

  @Test
  void bothAreScoredOnTheSameFolds() {
    assertRefused(
        "both ways to train are scored on the same folds; received 2 and 3 scores.",
        () -> ResampledTTest.of(new double[2], new double[3], 3, 1));
  }

  @Test
  void oneFoldSaysNothing() {
    assertRefused(
        "a t-test needs 2 folds at least; received 1.", () -> ResampledTTest.of(new double[1], new double[1], 3, 1));
  }

  @Test
  void aFoldTrainsAndTestsOnImages() {
    String rule = "a fold has 1 image at least to train on and 1 to test on; received ";
    assertRefused(rule + "0 and 1.", () -> ResampledTTest.of(FIRST, SECOND, 0, 1));
    assertRefused(rule + "3 and -1.", () -> ResampledTTest.of(FIRST, SECOND, 3, -1));
  }
}
