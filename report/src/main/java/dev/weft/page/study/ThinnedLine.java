package dev.weft.page.study;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which points of a line a page draws: all, or of too many those that keep its shape. These are the first, the last,
 * and the least and the largest of each of equally long stretches; so the line's own extremes are among them.
 */
final class ThinnedLine {
  private ThinnedLine() {}

  /**
   * The places of the points that are kept, rising.
   *
   * @param values what is not finite is left out
   * @param most how many are kept, 4 or more
   */
  static int[] of(double[] values, int most) {
    int[] finite = IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
    if (finite.length <= most) {
      return finite;
    }
    TreeSet<Integer> kept = new TreeSet<>();
    kept.add(finite[0]);
    kept.add(finite[finite.length - 1]);
    int stretches = (most - 2) / 2;
    for (int i = 0; i < stretches; i++) {
      int from = (int) ((long) finite.length * i / stretches);
      int to = (int) ((long) finite.length * (i + 1) / stretches);
      addExtremes(values, Arrays.copyOfRange(finite, from, to), kept);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void addExtremes(double[] values, int[] stretch, TreeSet<Integer> kept) {
    int least = stretch[0];
    int largest = stretch[0];
    for (int i : stretch) {
      least = values[i] < values[least] ? i : least;
      largest = values[i] > values[largest] ? i : largest;
    }
    kept.add(least);
    kept.add(largest);
  }
}
