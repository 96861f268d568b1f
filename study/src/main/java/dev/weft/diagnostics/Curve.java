package dev.weft.diagnostics;

/** A figure epoch by epoch. */
final class Curve {
  private static final int FEWEST = 6;

  private Curve() {}

  /**
   * The noise of a figure from epoch to epoch, as a standard deviation. It is the root of the mean of {@code (v[t + 1]
   * - 2 v[t] + v[t - 1])^2 / 6}, the noise's variance where the trend is a line. The mean is over the last half of the
   * epochs, at least six. Where the trend bends, the noise is overstated, so that a bend gives no warning.
   *
   * @param values three or more
   */
  static double noise(double[] values) {
    int from = Math.max(0, Math.min(values.length / 2, values.length - FEWEST));
    double sum = 0;
    for (int t = from + 1; t < values.length - 1; t++) {
      double bend = values[t + 1] - 2 * values[t] + values[t - 1];
      sum += bend * bend;
    }
    return Math.sqrt(sum / (values.length - 2 - from) / 6);
  }

  /** The mean of the last values. */
  static double lastMean(double[] values, int count) {
    double sum = 0;
    for (int t = values.length - count; t < values.length; t++) {
      sum += values[t];
    }
    return sum / count;
  }

  /** Where the least value is, the first of several. */
  static int least(double[] values) {
    int least = 0;
    for (int t = 1; t < values.length; t++) {
      if (values[t] < values[least]) {
        least = t;
      }
    }
    return least;
  }
}
