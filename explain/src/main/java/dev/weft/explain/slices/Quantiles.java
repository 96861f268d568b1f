package dev.weft.explain.slices;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Groups of images by a number: up to five, as large as each other where that can be. Images of one value are in one
 * group, so that a value that many have makes its group larger.
 */
final class Quantiles {
  private static final int MOST = 5;

  private Quantiles() {}

  /**
   * The groups.
   *
   * @param unit of the values, after a space; empty for none
   * @param values of each image; NaN where it is not known: such an image is in no group
   * @param least how many images a group has at least
   * @return two groups or more; none where the values do not make two
   */
  static List<ImageGroup> of(String property, String unit, double[] values, int least) {
    int[] known =
        IntStream.range(0, values.length)
            .filter(row -> Double.isFinite(values[row]))
            .boxed()
            .sorted(Comparator.comparingDouble(row -> values[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int wanted = Math.min(MOST, known.length / least);
    List<Integer> ends = wanted < 2 ? List.of() : ends(known, values, wanted, least);
    List<ImageGroup> groups = new ArrayList<>();
    for (int g = 0, from = 0; ends.size() > 1 && g < ends.size(); from = ends.get(g++)) {
      int to = ends.get(g);
      int[] rows = IntStream.range(from, to).map(i -> known[i]).sorted().toArray();
      groups.add(new ImageGroup(property, words(values[known[from]], values[known[to - 1]], unit), rows));
    }
    return groups;
  }

  /** Where groups end: after each share of the images, but never within one value, and none with too few images. */
  private static List<Integer> ends(int[] sorted, double[] values, int wanted, int least) {
    List<Integer> ends = new ArrayList<>();
    int from = 0;
    for (int share = 1; share <= wanted; share++) {
      int end = Math.max((int) ((long) share * sorted.length / wanted), from + least);
      while (end < sorted.length && values[sorted[end]] == values[sorted[end - 1]]) {
        end++;
      }
      if (end < sorted.length && sorted.length - end >= least) {
        ends.add(end);
        from = end;
      }
    }
    ends.add(sorted.length);
    return ends;
  }

  private static String words(double low, double high, String unit) {
    String from = number(low);
    String to = number(high);
    return (from.equals(to) ? from : from + " to " + to) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** Three digits, or all before the point. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(
        Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3g", value);
  }
}
