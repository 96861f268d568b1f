package dev.weft.statistics;

import dev.weft.SplitMix64;
import java.util.Arrays;

/**
 * A tree that cuts the combinations of levels into boxes of like values: each cut is the one that leaves the least
 * squared error, until a box has few recipes or all of one value.
 *
 * <p>Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees" (1984), chapter 8.
 */
final class RegressionTree {
  private final int[][] levels;
  private final double[] values;
  private final int fewest;
  private final Boxes boxes;
  private final int[] recipes;
  private final double[] sums;
  private final int[] counts;

  private RegressionTree(int[][] levels, int[] levelCounts, double[] values, int fewest, SplitMix64 random) {
    this.levels = levels;
    this.values = values;
    this.fewest = fewest;
    boxes = new Boxes(levels, levelCounts);
    recipes = new int[values.length];
    Arrays.setAll(recipes, i -> random.below(recipes.length));
    int most = Arrays.stream(levelCounts).max().orElse(0);
    sums = new double[most];
    counts = new int[most];
  }

  /**
   * Grows a tree on as many recipes, drawn with replacement.
   *
   * @param levels of each setting, each recipe
   * @param levelCounts of each setting
   * @param fewest recipes that a box has
   */
  static Boxes grown(int[][] levels, int[] levelCounts, double[] values, int fewest, SplitMix64 random) {
    RegressionTree tree = new RegressionTree(levels, levelCounts, values, fewest, random);
    tree.grow(0, values.length, new int[levelCounts.length], levelCounts);
    return tree.boxes;
  }

  /** Where a box is cut: levels of the setting that are below {@code level} go to one side. */
  private record Cut(int setting, int level, double gain) {}

  private void grow(int from, int to, int[] low, int[] high) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[recipes[i]];
    }
    Cut best = new Cut(-1, 0, sum * sum / (to - from) + 1e-12);
    for (int setting = 0; setting < levels.length; setting++) {
      best = better(best, setting, from, to, low[setting], high[setting]);
    }
    if (best.setting < 0) {
      boxes.add(low, high, sum / (to - from));
      return;
    }
    int middle = divide(from, to, best);
    int[] ends = high.clone();
    ends[best.setting] = best.level;
    int[] begins = low.clone();
    begins[best.setting] = best.level;
    grow(from, middle, low, ends);
    grow(middle, to, begins, high);
  }

  /** The best cut of a setting, if it is better than this one. */
  private Cut better(Cut best, int setting, int from, int to, int low, int high) {
    int[] of = levels[setting];
    Arrays.fill(sums, low, high, 0);
    Arrays.fill(counts, low, high, 0);
    double sum = 0;
    for (int i = from; i < to; i++) {
      int recipe = recipes[i];
      sums[of[recipe]] += values[recipe];
      counts[of[recipe]]++;
      sum += values[recipe];
    }
    int before = -1;
    int left = 0;
    double leftSum = 0;
    for (int level = low; level < high; level++) {
      if (counts[level] == 0) {
        continue;
      }
      int right = to - from - left;
      if (left >= fewest && right >= fewest) {
        double rightSum = sum - leftSum;
        double gain = leftSum * leftSum / left + rightSum * rightSum / right;
        best = gain > best.gain ? new Cut(setting, (before + level + 1) / 2, gain) : best;
      }
      before = level;
      left += counts[level];
      leftSum += sums[level];
    }
    return best;
  }

  /** Brings those of the first side to the front. */
  private int divide(int from, int to, Cut cut) {
    int middle = from;
    for (int i = from; i < to; i++) {
      if (levels[cut.setting][recipes[i]] < cut.level) {
        int other = recipes[middle];
        recipes[middle++] = recipes[i];
        recipes[i] = other;
      }
    }
    return middle;
  }
}
