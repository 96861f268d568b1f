package dev.weft.statistics;

import java.util.Arrays;

/** Values that are so much worse than most that nothing could be seen of the others beside them. */
public final class Outliers {
  private static final double REACH = 5;

  private Outliers() {}

  /**
   * The worst value that counts: that of all, or one five times as far from the best as the median is, if others lie
   * beyond it. Where half of the values are the best, all count.
   *
   * @param values one or more, finite
   * @param moreIsBetter whether the highest value is the best
   */
  public static double limit(double[] values, boolean moreIsBetter) {
    double[] rising = Arrays.stream(values).sorted().toArray();
    double worst = rising[moreIsBetter ? 0 : rising.length - 1];
    double best = rising[moreIsBetter ? rising.length - 1 : 0];
    double limit = best + REACH * (Bootstrap.quantile(rising, 0.5) - best);
    if (limit == best) {
      return worst;
    }
    return moreIsBetter ? Math.max(worst, limit) : Math.min(worst, limit);
  }
}
