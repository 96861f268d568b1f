package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Depthwise convolution, a row of pixels at a time: each channel has a window of its own. Channels lie side by side, so
 * a vector holds some channels of one pixel. Channels that fill no vector end in one that begins earlier.
 *
 * <p>Each sum goes through the taps, or through the pixels, in rising order, one fused multiply-add each. So every lane
 * width and {@link DepthwiseReference} give the same bits.
 */
public final class Depthwise {
  private Depthwise() {}

  /**
   * {@code y[t, c] = start[c] + sum_n x[from[n] + t * xStep + c] * w[weight[n] + c]} over the taps n that pixel t
   * meets.
   *
   * @param xStep from the source of one pixel to that of the next
   * @param start null for zeros
   * @param y pixel t is at {@code yo + t * yStep}
   */
  public static void row(
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
    if (isScalar(channels)) {
      DepthwiseReference.row(x, xStep, taps, w, start, y, yo, yStep, pixels, channels);
      return;
    }
    for (int t = 0; t < taps.innerLow(); t++) {
      border(x, xStep, taps, w, start, y, yo, yStep, t, channels);
    }
    inner(x, xStep, taps, w, start, y, yo, yStep, channels);
    for (int t = taps.innerHigh(); t < pixels; t++) {
      border(x, xStep, taps, w, start, y, yo, yStep, t, channels);
    }
  }

  /** One pixel that may miss some taps. */
  private static void border(
      float[] x, int xStep, Taps taps, float[] w, float[] start, float[] y, int yo, int yStep, int t, int channels) {
    taps.meet(t);
    for (int low = 0; low < channels; low = next(low, channels)) {
      int high = high(low, channels);
      begin(start, y, yo + t * yStep, low, high);
      int n = 0;
      for (; n + 3 <= taps.met(); n += 3) {
        Vectors.threeOfOne(x, t * xStep, taps, n, w, y, yo + t * yStep, low, high);
      }
      for (; n < taps.met(); n++) {
        Vectors.oneOfOne(
            x, taps.from(taps.met(n)) + t * xStep, w, taps.weight(taps.met(n)), y, yo + t * yStep, low, high);
      }
    }
  }

  /** The pixels that meet all taps, one vector of channels after the other. */
  private static void inner(
      float[] x, int xStep, Taps taps, float[] w, float[] start, float[] y, int yo, int yStep, int channels) {
    int low = taps.innerLow();
    int high = taps.innerHigh();
    int lines = low < high ? taps.linesOfThree(xStep) : 0;
    for (int block = 0; block < channels; block += L) {
      int c = Math.min(block, channels - L);
      if (lines == 2) {
        DepthwiseLines.two(x, xStep, taps, w, start, y, yo, yStep, low, high, c);
      } else if (lines == 3 && taps.from(1) - taps.from(0) == xStep) {
        DepthwiseLines.three(x, xStep, taps, w, start, y, yo, yStep, low, high, c);
      } else if (lines == 3) {
        DepthwiseLines.threeApart(x, xStep, taps, w, start, y, yo, yStep, low, high, c);
      } else {
        for (int t = low; t < high; t += 4) {
          Vectors.four(x, xStep, taps, w, start, y, yo, yStep, t, high - 1, c);
        }
      }
    }
  }

  private static void begin(float[] start, float[] y, int at, int low, int high) {
    if (start == null) {
      Arrays.fill(y, at + low, at + high, 0);
    } else {
      System.arraycopy(start, low, y, at + low, high - low);
    }
  }

  /** Channels are done in whole vectors first; those that fill none end in a vector that begins earlier. */
  private static int high(int low, int channels) {
    return low == 0 ? channels / L * L : channels;
  }

  private static int next(int low, int channels) {
    return low > 0 || channels % L == 0 ? channels : channels - L;
  }

  /** The floats that {@link #addGradient} sums one tap's weight gradient in. */
  public static int sums(int channels) {
    return isScalar(channels) ? channels : Math.ceilDiv(channels, L) * L;
  }

  /**
   * Adds to the weight gradient what one row of pixels says: {@code sums[n, c] += sum_t x[from[n] + t * xStep + c] *
   * dy[t, c]} over the pixels t that meet tap n.
   *
   * @param dy pixel t is at {@code yo + t * yStep}
   * @param sums at {@code so}, {@link #sums} floats for each tap in the order of the weights; {@link #gradient} reads
   *     them
   */
  public static void addGradient(
      float[] x, int xStep, Taps taps, float[] dy, int yo, int yStep, float[] sums, int so, int channels) {
    if (isScalar(channels)) {
      DepthwiseReference.addGradient(x, xStep, taps, dy, yo, yStep, sums, so, channels);
      return;
    }
    int size = sums(channels);
    for (int block = 0; block < channels; block += L) {
      int c = Math.min(block, channels - L);
      for (int n = 0; n < taps.count(); n += 4) {
        Vectors.fourTaps(x, xStep, taps, n, dy, yo, yStep, sums, so + block, size, channels, c);
      }
    }
  }

  /** Copies sums to a gradient of so many taps, (taps, channels). */
  public static void gradient(float[] sums, float[] gradient, int taps, int channels) {
    int size = sums(channels);
    int whole = isScalar(channels) ? channels : channels / L * L;
    for (int n = 0; n < taps; n++) {
      System.arraycopy(sums, n * size, gradient, n * channels, whole);
      if (whole < channels) {
        System.arraycopy(sums, n * size + whole, gradient, (n + 1) * channels - L, L);
      }
    }
  }

  /** {@code y[i * times + m] = x[i]}, n numbers from {@code xo} on. */
  public static void repeat(float[] x, int xo, int n, int times, float[] y) {
    for (int i = 0; i < n; i++) {
      for (int m = 0; m < times; m++) {
        y[i * times + m] = x[xo + i];
      }
    }
  }

  /** {@code x[xo + i] = sum_m y[i * times + m]}: the gradient of {@link #repeat}. */
  public static void sumRepeated(float[] y, int n, int times, float[] x, int xo) {
    for (int i = 0; i < n; i++) {
      float sum = y[i * times];
      for (int m = 1; m < times; m++) {
        sum += y[i * times + m];
      }
      x[xo + i] = sum;
    }
  }

  private static boolean isScalar(int channels) {
    return Simd.SCALAR || channels < L;
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    /** Four pixels that meet all taps; those beyond {@code last} repeat it. */
    static void four(
        float[] x,
        int xStep,
        Taps taps,
        float[] w,
        float[] start,
        float[] y,
        int yo,
        int yStep,
        int t,
        int last,
        int c) {
      int t1 = Math.min(t + 1, last);
      int t2 = Math.min(t + 2, last);
      int t3 = Math.min(t + 3, last);
      FloatVector s0 = start == null ? FloatVector.zero(F) : FloatVector.fromArray(F, start, c);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int n = 0; n < taps.count(); n++) {
        int from = taps.from(n) + c;
        FloatVector weight = FloatVector.fromArray(F, w, taps.weight(n) + c);
        s0 = FloatVector.fromArray(F, x, from + t * xStep).fma(weight, s0);
        s1 = FloatVector.fromArray(F, x, from + t1 * xStep).fma(weight, s1);
        s2 = FloatVector.fromArray(F, x, from + t2 * xStep).fma(weight, s2);
        s3 = FloatVector.fromArray(F, x, from + t3 * xStep).fma(weight, s3);
      }
      s0.intoArray(y, yo + t * yStep + c);
      s1.intoArray(y, yo + t1 * yStep + c);
      s2.intoArray(y, yo + t2 * yStep + c);
      s3.intoArray(y, yo + t3 * yStep + c);
    }

    /** {@code y += three met taps from n on}, of one pixel. */
    static void threeOfOne(float[] x, int xo, Taps taps, int n, float[] w, float[] y, int yo, int low, int high) {
      int f0 = taps.from(taps.met(n)) + xo;
      int f1 = taps.from(taps.met(n + 1)) + xo;
      int f2 = taps.from(taps.met(n + 2)) + xo;
      int w0 = taps.weight(taps.met(n));
      int w1 = taps.weight(taps.met(n + 1));
      int w2 = taps.weight(taps.met(n + 2));
      for (int c = low; c < high; c += L) {
        FloatVector s = FloatVector.fromArray(F, y, yo + c);
        s = FloatVector.fromArray(F, x, f0 + c).fma(FloatVector.fromArray(F, w, w0 + c), s);
        s = FloatVector.fromArray(F, x, f1 + c).fma(FloatVector.fromArray(F, w, w1 + c), s);
        s = FloatVector.fromArray(F, x, f2 + c).fma(FloatVector.fromArray(F, w, w2 + c), s);
        s.intoArray(y, yo + c);
      }
    }

    /** {@code y += one tap}, of one pixel. */
    static void oneOfOne(float[] x, int from, float[] w, int weight, float[] y, int yo, int low, int high) {
      for (int c = low; c < high; c += L) {
        FloatVector s = FloatVector.fromArray(F, y, yo + c);
        FloatVector.fromArray(F, x, from + c).fma(FloatVector.fromArray(F, w, weight + c), s).intoArray(y, yo + c);
      }
    }

    /** Four taps from n on, one vector of channels; those beyond the last repeat it. */
    static void fourTaps(
        float[] x,
        int xStep,
        Taps taps,
        int n,
        float[] dy,
        int yo,
        int yStep,
        float[] sums,
        int so,
        int size,
        int channels,
        int c) {
      int last = taps.count() - 1;
      int n1 = Math.min(n + 1, last);
      int n2 = Math.min(n + 2, last);
      int n3 = Math.min(n + 3, last);
      int low = Math.max(Math.max(taps.low(n), taps.low(n1)), Math.max(taps.low(n2), taps.low(n3)));
      int high = Math.min(Math.min(taps.high(n), taps.high(n1)), Math.min(taps.high(n2), taps.high(n3)));
      boolean joint = low < high;
      for (int k = n; k <= n3; k++) {
        int to = so + taps.weight(k) / channels * size;
        oneTap(x, xStep, taps.from(k) + c, dy, yo + c, yStep, taps.low(k), joint ? low : taps.high(k), sums, to);
      }
      if (!joint) {
        return;
      }
      int to0 = so + taps.weight(n) / channels * size;
      int to1 = so + taps.weight(n1) / channels * size;
      int to2 = so + taps.weight(n2) / channels * size;
      int to3 = so + taps.weight(n3) / channels * size;
      FloatVector s0 = FloatVector.fromArray(F, sums, to0);
      FloatVector s1 = FloatVector.fromArray(F, sums, to1);
      FloatVector s2 = FloatVector.fromArray(F, sums, to2);
      FloatVector s3 = FloatVector.fromArray(F, sums, to3);
      int from0 = taps.from(n) + c;
      int from1 = taps.from(n1) + c;
      int from2 = taps.from(n2) + c;
      int from3 = taps.from(n3) + c;
      for (int t = low; t < high; t++) {
        FloatVector d = FloatVector.fromArray(F, dy, yo + t * yStep + c);
        s0 = FloatVector.fromArray(F, x, from0 + t * xStep).fma(d, s0);
        s1 = FloatVector.fromArray(F, x, from1 + t * xStep).fma(d, s1);
        s2 = FloatVector.fromArray(F, x, from2 + t * xStep).fma(d, s2);
        s3 = FloatVector.fromArray(F, x, from3 + t * xStep).fma(d, s3);
      }
      s0.intoArray(sums, to0);
      s1.intoArray(sums, to1);
      s2.intoArray(sums, to2);
      s3.intoArray(sums, to3);
      for (int k = n; k <= n3; k++) {
        int to = so + taps.weight(k) / channels * size;
        oneTap(x, xStep, taps.from(k) + c, dy, yo + c, yStep, high, taps.high(k), sums, to);
      }
    }

    private static void oneTap(
        float[] x, int xStep, int from, float[] dy, int yo, int yStep, int low, int high, float[] sums, int to) {
      if (low >= high) {
        return;
      }
      FloatVector s = FloatVector.fromArray(F, sums, to);
      for (int t = low; t < high; t++) {
        s = FloatVector.fromArray(F, x, from + t * xStep).fma(FloatVector.fromArray(F, dy, yo + t * yStep), s);
      }
      s.intoArray(sums, to);
    }
  }
}
