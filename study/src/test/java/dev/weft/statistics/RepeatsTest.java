package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RepeatsTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("repeats");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isSciPys(JsonNode golden) {
    Repeats repeats = Repeats.of(Golden.numbers(golden, "values"));
    Interval interval = repeats.interval().orElseThrow();
    close(Golden.number(golden, "mean"), repeats.mean());
    close(Golden.number(golden, "deviation"), repeats.deviation().orElseThrow());
    close(Golden.number(golden, "low"), interval.low());
    close(Golden.number(golden, "high"), interval.high());
  }

  private static void close(double expected, double actual) {
    assertEquals(expected, actual, 1e-11 * Math.max(1, Math.abs(expected)));
  }

  /** Of 1 degree of freedom, t is tan(π (q - ½)), and the standard error of 0 and 2 is 1. */
  @Test
  void twoRunsHaveCauchysInterval() {
    Interval interval = Repeats.of(0, 2).interval().orElseThrow();
    assertEquals(1 - Math.tan(0.475 * Math.PI), interval.low(), 1e-11);
    assertEquals(1 + Math.tan(0.475 * Math.PI), interval.high(), 1e-11);
  }

  /** Between the runs √2, and √(1 + ½) for one more. */
  @Test
  void oneMoreOfTwoRunsIsAsFarAsCauchySays() {
    Interval interval = Repeats.of(0, 2).ofOneMore().orElseThrow();
    assertEquals(1 - Math.sqrt(3) * Math.tan(0.475 * Math.PI), interval.low(), 1e-11);
    assertEquals(1 + Math.sqrt(3) * Math.tan(0.475 * Math.PI), interval.high(), 1e-11);
  }

  /** {@code scipy.stats.t.ppf(0.975, n - 1)} times s √(1 + 1 / n). */
  @Test
  void oneMoreOfFiveRunsIsSciPys() {
    Interval interval = Repeats.of(0.991, 0.9925, 0.9917, 0.993, 0.9908).ofOneMore().orElseThrow();
    assertEquals(0.9889226596775115, interval.low(), 1e-11);
    assertEquals(0.9946773403224883, interval.high(), 1e-11);
  }

  @Test
  void oneRunHasNoInterval() {
    Repeats repeats = Repeats.of(0.9928);
    assertEquals(0.9928, repeats.mean());
    assertEquals(OptionalDouble.empty(), repeats.deviation());
    assertEquals(Optional.empty(), repeats.interval());
    assertEquals(Optional.empty(), repeats.ofOneMore());
    assertEquals("0.9928, of one run, which has no interval", repeats.sentence());
  }

  @Test
  void equalRunsHaveAnIntervalOfNoWidth() {
    Repeats repeats = Repeats.of(0.1, 0.1, 0.1);
    assertEquals(OptionalDouble.of(0), repeats.deviation());
    assertEquals(Optional.of(new Interval(0.1, 0.1)), repeats.interval());
  }

  @Test
  void allValuesAreKeptInTheirOrder() {
    assertEquals(List.of(3.0, 1.0, 2.0), Repeats.of(3, 1, 2).values());
  }

  @Test
  void moreRunsOfTheSameSpreadSayMore() {
    Interval four = Repeats.of(1, 2, 1, 2).interval().orElseThrow();
    Interval eight = Repeats.of(1, 2, 1, 2, 1, 2, 1, 2).interval().orElseThrow();
    assertTrue(four.low() < eight.low() && eight.high() < four.high());
  }

  @Test
  void isSaidInOneSentence() {
    assertEquals(
        "mean 0.9918 of 5 runs, standard deviation 0.0009, 95 % interval 0.9906 to 0.9930 (t)",
        Repeats.of(0.991, 0.9925, 0.9917, 0.993, 0.9908).sentence());
  }

  @Test
  void runsAreOneFiniteValueOrMore() {
    String rule = "repeated runs are 1 finite value or more; received ";
    assertRefused(rule + "none.", Repeats::of);
    assertRefused(rule + "[1.0, NaN].", () -> Repeats.of(1, Double.NaN));
  }
}
