package dev.weft.kernel;

/**
 * Random functions over {@code [from, to)}, each a function of (key, index) alone as in {@link DropoutMask}, so that
 * forward and backward agree and threads change nothing. y may be x, dx may be dy.
 */
public final class RandomNoise {
  /** What SELU gives from afar: {@code -1.0507 * 1.6733}. */
  private static final double SELU_LOWEST = -1.0507009873554805 * 1.6732632423543772;

  private RandomNoise() {}

  /** {@code y = x + deviation * n} with a standard normal n. */
  public static void add(float deviation, int key, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] + deviation * normal(key, i);
    }
  }

  /** {@code y = x * (1 + deviation * n)} with a standard normal n. */
  public static void multiply(float deviation, int key, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] * (1 + deviation * normal(key, i));
    }
  }

  /**
   * Dropout of values that share a choice: x is (samples, features).
   *
   * @param rate the share to drop, from 0 to below 1
   * @param places for each value of a sample, which of the sample's choices is its own
   * @param choices of each sample; 0 where all samples share them
   */
  public static void dropTogether(
      float rate, int[] places, int choices, int key, float[] x, float[] y, int from, int to) {
    int threshold = threshold(rate);
    float scale = 1 / (1 - rate);
    int features = places.length;
    for (int i = from; i < to; ) {
      int sample = i / features * features;
      int end = Math.min(to, sample + features);
      int first = i / features * choices + key;
      for (; i < end; i++) {
        y[i] = DropoutMask.hash(places[i - sample] + first) >= threshold ? x[i] * scale : 0;
      }
    }
  }

  /** {@code y = a x + b} where kept, else {@code a m + b}; see {@code AlphaDropout}. */
  public static void alphaDrop(float rate, int key, float[] x, float[] y, int from, int to) {
    int threshold = threshold(rate);
    double a = alphaScale(rate);
    float b = (float) (-a * SELU_LOWEST * rate);
    for (int i = from; i < to; i++) {
      y[i] = (float) a * (DropoutMask.hash(i + key) >= threshold ? x[i] : (float) SELU_LOWEST) + b;
    }
  }

  public static void alphaDropBackward(float rate, int key, float[] dy, float[] dx, int from, int to) {
    int threshold = threshold(rate);
    float a = (float) alphaScale(rate);
    for (int i = from; i < to; i++) {
      dx[i] = DropoutMask.hash(i + key) >= threshold ? a * dy[i] : 0;
    }
  }

  private static double alphaScale(float rate) {
    return 1 / Math.sqrt((1 - rate) * (1 + rate * SELU_LOWEST * SELU_LOWEST));
  }

  /** Hashes below it are dropped. */
  static int threshold(float rate) {
    return (int) ((long) (rate * 4294967296.0) + Integer.MIN_VALUE);
  }

  /** A standard normal number: the quantile of a uniform one in (0, 1). */
  static float normal(int key, int i) {
    return quantile(((DropoutMask.hash(i + key) >>> 8) + 0.5) * 0x1p-24);
  }

  /** The standard normal number below which a share p in [1e-8, 1 - 1e-8] lies, to 1e-7 (Wichura, AS 241, 1988). */
  static float quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      double above = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
      return (float) (q * above / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1));
    }
    double r = Math.sqrt(-StrictMath.log(Math.min(p, 1 - p))) - 1.6;
    double above = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777;
    return (float) Math.copySign(above / ((0.12021132975 * r + 0.73700164250) * r + 1), q);
  }
}
