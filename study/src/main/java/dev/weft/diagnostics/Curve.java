package dev.weft.diagnostics;

/** A figure epoch by epoch. */
final class Curve {
  private static final int FEWEST = 6;

  private Curve() {}

  /**
   * How much a figure jumps from epoch to epoch beside its trend, as a standard deviation: the root of the mean of (v[t
   * + 1] - 2 v[t] + v[t - 1])^2 / 6, which is the noise's variance where the trend is a line, over the last half of the
   * epochs, at least six. Where the trend bends it is larger, so that a bend is not taken for more than it is.
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
