package dev.weft.study;

import dev.weft.statistics.PairedTest;
import dev.weft.statistics.PercentagePoints;
import dev.weft.statistics.Verdict;

/**
 * How much higher the accuracy of one of some runs or recipes is than that of another, and what that is worth.
 *
 * @param first its place among them
 * @param second the place of the other, which comes later
 * @param test of the first against the second
 * @param verdict corrected for the number of pairs
 */
public record Difference(int first, int second, PairedTest test, Verdict verdict) {
  /** The place of the better one; of equal ones, of the first. */
  public int better() {
    return test.difference() < 0 ? second : first;
  }

  public int worse() {
    return first + second - better();
  }

  /** By how much one is better than the other. */
  public PercentagePoints of(int one) {
    PercentagePoints points = PercentagePoints.of(test);
    return one == first ? points : points.turned();
  }
}
