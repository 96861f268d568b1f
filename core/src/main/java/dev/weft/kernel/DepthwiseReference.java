package dev.weft.kernel;

/** {@link Depthwise} one number at a time: what it is, and what runs without SIMD or for very few channels. */
final class DepthwiseReference {
  private DepthwiseReference() {}

  static void row(
      float[] x,
      int xStep,
      Taps taps,
      float[] w,
      float[] start,
      float[] y,
      int yo,
      int yStep,
      int pixels,
      int channels) {
    for (int t = 0; t < pixels; t++) {
      for (int c = 0; c < channels; c++) {
        float sum = start == null ? 0 : start[c];
        for (int n = 0; n < taps.count(); n++) {
          if (taps.meets(n, t)) {
            sum = Math.fma(x[taps.from(n) + t * xStep + c], w[taps.weight(n) + c], sum);
          }
        }
        y[yo + t * yStep + c] = sum;
      }
    }
  }

  static void addGradient(
      float[] x, int xStep, Taps taps, float[] dy, int yo, int yStep, float[] sums, int so, int channels) {
    for (int n = 0; n < taps.count(); n++) {
      for (int t = taps.low(n); t < taps.high(n); t++) {
        for (int c = 0; c < channels; c++) {
          int at = so + taps.weight(n) + c;
          sums[at] = Math.fma(x[taps.from(n) + t * xStep + c], dy[yo + t * yStep + c], sums[at]);
        }
      }
    }
  }
}
