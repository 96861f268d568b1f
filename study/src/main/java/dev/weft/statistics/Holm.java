package dev.weft.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Holm's correction for many comparisons: the probability of one false alarm or more among them all stays below 5 %.
 * The p-values in rising order, of m:
 *
 * <pre>
 * adjusted(i) = max over j ≤ i of min(1, (m - j + 1) p(j)),  i and j from 1
 * </pre>
 *
 * <p>Holm, "A simple sequentially rejective multiple test procedure" (1979).
 */
public final class Holm {
  private Holm() {}

  /**
   * @param p any number of p-values, 0 to 1
   * @return the adjusted ones, in the same places
   * @throws IllegalArgumentException if a number is not in 0 to 1
   */
  public static double[] adjusted(double... p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("a p-value is 0 to 1; received " + value + ".");
      }
    }
    double[] adjusted = new double[p.length];
    double largest = 0;
    int left = p.length;
    for (int place : rising(p)) {
      largest = Math.max(largest, Math.min(1, left-- * p[place]));
      adjusted[place] = largest;
    }
    return adjusted;
  }

  private static int[] rising(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> p[place]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** What each comparison is worth, in their order, by its adjusted p-value; a single one needs no adjustment. */
  public static List<Verdict> verdicts(List<? extends SignificanceTest> tests) {
    if (tests.size() == 1) {
      return List.of(tests.getFirst().verdict());
    }
    double[] p = adjusted(tests.stream().mapToDouble(SignificanceTest::p).toArray());
    return IntStream.range(0, p.length).mapToObj(i -> verdict(tests.get(i), p[i], p.length)).toList();
  }

  private static Verdict verdict(SignificanceTest test, double adjusted, int comparisons) {
    String name = String.format(Locale.ROOT, "%s, %d comparisons by Holm", test.name(), comparisons);
    return Verdict.of(adjusted, test.finding(), name);
  }
}
