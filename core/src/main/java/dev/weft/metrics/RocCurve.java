package dev.weft.metrics;

import java.util.Arrays;

/**
 * The receiver operating characteristic of one class against all others. It goes through the images from the highest
 * probability of the class down. Upwards is the share of the class's images found so far, to the right the share of the
 * others. Images of equal probability are one step. The area under it is {@link RocAuc#oneVsRest(int)}.
 *
 * @param falsePositives from 0 to 1, rising; of points on one straight line only the ends
 * @param truePositives as many, from 0 to 1, rising
 */
public record RocCurve(double[] falsePositives, double[] truePositives) {
  /** Of a class; only the two corners if it never occurs or is all there is. */
  public static RocCurve of(Ranking ranking, int label) {
    int[] labels = ranking.predictions().labels();
    int[] order = ranking.order()[label];
    int[] ends = ranking.ends()[label];
    int own = (int) Arrays.stream(labels).filter(actual -> actual == label).count();
    int others = labels.length - own;
    if (own == 0 || others == 0) {
      return new RocCurve(new double[] {0, 1}, new double[] {0, 1});
    }
    int[] found = new int[ends.length + 1];
    int[] wrong = new int[ends.length + 1];
    int points = 1;
    int end = order.length;
    for (int group = ends.length - 1; group >= 0; group--) {
      int begin = group == 0 ? 0 : ends[group - 1];
      int right = count(labels, order, begin, end, label);
      int other = end - begin - right;
      boolean straight = points > 1 && straight(found, wrong, points, right, other);
      int last = points - 1;
      points += straight ? 0 : 1;
      found[points - 1] = found[last] + right;
      wrong[points - 1] = wrong[last] + other;
      end = begin;
    }
    return new RocCurve(shares(wrong, points, others), shares(found, points, own));
  }

  private static int count(int[] labels, int[] order, int begin, int end, int label) {
    int count = 0;
    for (int place = begin; place < end; place++) {
      count += labels[order[place]] == label ? 1 : 0;
    }
    return count;
  }

  /** Whether a step goes on in the direction of the one before it. */
  private static boolean straight(int[] found, int[] wrong, int points, int right, int other) {
    int up = found[points - 1] - found[points - 2];
    int across = wrong[points - 1] - wrong[points - 2];
    return (long) up * other == (long) across * right;
  }

  private static double[] shares(int[] counts, int points, int all) {
    return Arrays.stream(counts, 0, points).mapToDouble(count -> (double) count / all).toArray();
  }
}
