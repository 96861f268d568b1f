package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A 3x3 convolution of images of one channel and the max pooling by 2x2 behind it, in one pass: {@code y = max over the
 * 4 windows (bias + x * w)}.
 *
 * <p>The 16 pixels under a pooled output are read once, and the weights of 8 filters stay in registers. The
 * convolution's output, four times as large as y, is never written. That takes half the time of patches, product and
 * pooling one after another, and a third of it backward.
 *
 * <p>x: (2 down + 2 or more, width) from index 0 on, {@code width >= 2 across + 2}; w: (9, filters); y: (down, across,
 * filters) from {@code yo} on. Sums run over the nine in rising order, one fused multiply-add each, as in {@link
 * Product}.
 */
public final class PooledConvolution {
  /** Filters must come in multiples of this, the widest vector. */
  public static final int FILTERS = 16;

  private PooledConvolution() {}

  /**
   * @param bias (filters)
   * @param winner (down, across, filters) from {@code yo} on: which of the 4 windows, row by row, has the maximum, the
   *     first one of several; null if nobody wants to know
   */
  public static void forward(
      float[] x,
      int width,
      float[] w,
      float[] bias,
      int filters,
      float[] y,
      float[] winner,
      int yo,
      int down,
      int across) {
    if (Simd.SCALAR) {
      reference(x, width, w, bias, filters, y, winner, yo, down, across);
      return;
    }
    for (int f = 0; f < filters; f += L) {
      Vectors.forward(x, width, w, bias, filters, f, y, winner, yo + f, down, across);
    }
  }

  private static void reference(
      float[] x,
      int width,
      float[] w,
      float[] bias,
      int filters,
      float[] y,
      float[] winner,
      int yo,
      int down,
      int across) {
    for (int i = 0; i < down * across * filters; i++) {
      int f = i % filters;
      int corner = i / filters / across * 2 * width + i / filters % across * 2;
      for (int window = 0; window < 4; window++) {
        float sum = bias[f];
        for (int k = 0; k < 9; k++) {
          sum = Math.fma(x[corner + pixel(window, k, width)], w[k * filters + f], sum);
        }
        boolean wins = window == 0 || sum > y[yo + i];
        y[yo + i] = window == 0 ? sum : Math.max(y[yo + i], sum);
        if (winner != null && wins) {
          winner[yo + i] = window;
        }
      }
    }
  }

  /** The pixel under weight k of a window. */
  private static int pixel(int window, int k, int width) {
    return (window / 2 + k / 3) * width + window % 2 + k % 3;
  }

  /** {@code dw += x * dy}, each number of dy at the window that won. */
  public static void backward(
      float[] x, int width, float[] dy, float[] winner, int yo, float[] dw, int filters, int down, int across) {
    if (Simd.SCALAR) {
      referenceBackward(x, width, dy, winner, yo, dw, filters, down, across);
      return;
    }
    for (int f = 0; f < filters; f += L) {
      Vectors.backward(x, width, dy, winner, yo + f, dw, filters, f, down, across);
    }
  }

  private static void referenceBackward(
      float[] x, int width, float[] dy, float[] winner, int yo, float[] dw, int filters, int down, int across) {
    for (int i = 0; i < down * across * filters; i++) {
      int corner = i / filters / across * 2 * width + i / filters % across * 2;
      for (int k = 0; k < 9; k++) {
        int at = k * filters + i % filters;
        dw[at] = Math.fma(x[corner + pixel((int) winner[yo + i], k, width)], dy[yo + i], dw[at]);
      }
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    static void forward(
        float[] x,
        int width,
        float[] w,
        float[] bias,
        int filters,
        int f,
        float[] y,
        float[] winner,
        int yo,
        int down,
        int across) {
      FloatVector w0 = FloatVector.fromArray(F, w, f);
      FloatVector w1 = FloatVector.fromArray(F, w, filters + f);
      FloatVector w2 = FloatVector.fromArray(F, w, 2 * filters + f);
      FloatVector w3 = FloatVector.fromArray(F, w, 3 * filters + f);
      FloatVector w4 = FloatVector.fromArray(F, w, 4 * filters + f);
      FloatVector w5 = FloatVector.fromArray(F, w, 5 * filters + f);
      FloatVector w6 = FloatVector.fromArray(F, w, 6 * filters + f);
      FloatVector w7 = FloatVector.fromArray(F, w, 7 * filters + f);
      FloatVector w8 = FloatVector.fromArray(F, w, 8 * filters + f);
      for (int i = 0; i < down; i++) {
        for (int j = 0; j < across; j++) {
          int a = 2 * i * width + 2 * j;
          int b = a + width;
          int c = b + width;
          int d = c + width;
          FloatVector p = FloatVector.broadcast(F, x[a]);
          FloatVector s0 = p.fma(w0, FloatVector.fromArray(F, bias, f));
          p = FloatVector.broadcast(F, x[a + 1]);
          s0 = p.fma(w1, s0);
          FloatVector s1 = p.fma(w0, FloatVector.fromArray(F, bias, f));
          p = FloatVector.broadcast(F, x[a + 2]);
          s0 = p.fma(w2, s0);
          s1 = p.fma(w1, s1);
          p = FloatVector.broadcast(F, x[a + 3]);
          s1 = p.fma(w2, s1);
          p = FloatVector.broadcast(F, x[b]);
          s0 = p.fma(w3, s0);
          FloatVector s2 = p.fma(w0, FloatVector.fromArray(F, bias, f));
          p = FloatVector.broadcast(F, x[b + 1]);
          s0 = p.fma(w4, s0);
          s1 = p.fma(w3, s1);
          s2 = p.fma(w1, s2);
          FloatVector s3 = p.fma(w0, FloatVector.fromArray(F, bias, f));
          p = FloatVector.broadcast(F, x[b + 2]);
          s0 = p.fma(w5, s0);
          s1 = p.fma(w4, s1);
          s2 = p.fma(w2, s2);
          s3 = p.fma(w1, s3);
          p = FloatVector.broadcast(F, x[b + 3]);
          s1 = p.fma(w5, s1);
          s3 = p.fma(w2, s3);
          p = FloatVector.broadcast(F, x[c]);
          s0 = p.fma(w6, s0);
          s2 = p.fma(w3, s2);
          p = FloatVector.broadcast(F, x[c + 1]);
          s0 = p.fma(w7, s0);
          s1 = p.fma(w6, s1);
          s2 = p.fma(w4, s2);
          s3 = p.fma(w3, s3);
          p = FloatVector.broadcast(F, x[c + 2]);
          s0 = p.fma(w8, s0);
          s1 = p.fma(w7, s1);
          s2 = p.fma(w5, s2);
          s3 = p.fma(w4, s3);
          p = FloatVector.broadcast(F, x[c + 3]);
          s1 = p.fma(w8, s1);
          s3 = p.fma(w5, s3);
          p = FloatVector.broadcast(F, x[d]);
          s2 = p.fma(w6, s2);
          p = FloatVector.broadcast(F, x[d + 1]);
          s2 = p.fma(w7, s2);
          s3 = p.fma(w6, s3);
          p = FloatVector.broadcast(F, x[d + 2]);
          s2 = p.fma(w8, s2);
          s3 = p.fma(w7, s3);
          p = FloatVector.broadcast(F, x[d + 3]);
          s3 = p.fma(w8, s3);
          FloatVector max = s0.max(s1).max(s2.max(s3));
          int to = yo + (i * across + j) * filters;
          max.intoArray(y, to);
          if (winner != null) {
            FloatVector.broadcast(F, 3)
                .blend(2, s2.compare(VectorOperators.EQ, max))
                .blend(1, s1.compare(VectorOperators.EQ, max))
                .blend(0, s0.compare(VectorOperators.EQ, max))
                .intoArray(winner, to);
          }
        }
      }
    }

    static void backward(
        float[] x,
        int width,
        float[] dy,
        float[] winner,
        int yo,
        float[] dw,
        int filters,
        int f,
        int down,
        int across) {
      FloatVector s0 = FloatVector.fromArray(F, dw, f);
      FloatVector s1 = FloatVector.fromArray(F, dw, filters + f);
      FloatVector s2 = FloatVector.fromArray(F, dw, 2 * filters + f);
      FloatVector s3 = FloatVector.fromArray(F, dw, 3 * filters + f);
      FloatVector s4 = FloatVector.fromArray(F, dw, 4 * filters + f);
      FloatVector s5 = FloatVector.fromArray(F, dw, 5 * filters + f);
      FloatVector s6 = FloatVector.fromArray(F, dw, 6 * filters + f);
      FloatVector s7 = FloatVector.fromArray(F, dw, 7 * filters + f);
      FloatVector s8 = FloatVector.fromArray(F, dw, 8 * filters + f);
      for (int i = 0; i < down; i++) {
        for (int j = 0; j < across; j++) {
          int at = yo + (i * across + j) * filters;
          FloatVector g = FloatVector.fromArray(F, dy, at);
          FloatVector won = FloatVector.fromArray(F, winner, at);
          FloatVector zero = FloatVector.zero(F);
          FloatVector g0 = zero.blend(g, won.compare(VectorOperators.EQ, zero));
          FloatVector g1 = zero.blend(g, won.compare(VectorOperators.EQ, 1));
          FloatVector g2 = zero.blend(g, won.compare(VectorOperators.EQ, 2));
          FloatVector g3 = zero.blend(g, won.compare(VectorOperators.EQ, 3));
          int a = 2 * i * width + 2 * j;
          int b = a + width;
          int c = b + width;
          int d = c + width;
          FloatVector p = FloatVector.broadcast(F, x[a]);
          s0 = p.fma(g0, s0);
          p = FloatVector.broadcast(F, x[a + 1]);
          s0 = p.fma(g1, s0);
          s1 = p.fma(g0, s1);
          p = FloatVector.broadcast(F, x[a + 2]);
          s1 = p.fma(g1, s1);
          s2 = p.fma(g0, s2);
          p = FloatVector.broadcast(F, x[a + 3]);
          s2 = p.fma(g1, s2);
          p = FloatVector.broadcast(F, x[b]);
          s0 = p.fma(g2, s0);
          s3 = p.fma(g0, s3);
          p = FloatVector.broadcast(F, x[b + 1]);
          s0 = p.fma(g3, s0);
          s1 = p.fma(g2, s1);
          s3 = p.fma(g1, s3);
          s4 = p.fma(g0, s4);
          p = FloatVector.broadcast(F, x[b + 2]);
          s1 = p.fma(g3, s1);
          s2 = p.fma(g2, s2);
          s4 = p.fma(g1, s4);
          s5 = p.fma(g0, s5);
          p = FloatVector.broadcast(F, x[b + 3]);
          s2 = p.fma(g3, s2);
          s5 = p.fma(g1, s5);
          p = FloatVector.broadcast(F, x[c]);
          s3 = p.fma(g2, s3);
          s6 = p.fma(g0, s6);
          p = FloatVector.broadcast(F, x[c + 1]);
          s3 = p.fma(g3, s3);
          s4 = p.fma(g2, s4);
          s6 = p.fma(g1, s6);
          s7 = p.fma(g0, s7);
          p = FloatVector.broadcast(F, x[c + 2]);
          s4 = p.fma(g3, s4);
          s5 = p.fma(g2, s5);
          s7 = p.fma(g1, s7);
          s8 = p.fma(g0, s8);
          p = FloatVector.broadcast(F, x[c + 3]);
          s5 = p.fma(g3, s5);
          s8 = p.fma(g1, s8);
          p = FloatVector.broadcast(F, x[d]);
          s6 = p.fma(g2, s6);
          p = FloatVector.broadcast(F, x[d + 1]);
          s6 = p.fma(g3, s6);
          s7 = p.fma(g2, s7);
          p = FloatVector.broadcast(F, x[d + 2]);
          s7 = p.fma(g3, s7);
          s8 = p.fma(g2, s8);
          p = FloatVector.broadcast(F, x[d + 3]);
          s8 = p.fma(g3, s8);
        }
      }
      s0.intoArray(dw, f);
      s1.intoArray(dw, filters + f);
      s2.intoArray(dw, 2 * filters + f);
      s3.intoArray(dw, 3 * filters + f);
      s4.intoArray(dw, 4 * filters + f);
      s5.intoArray(dw, 5 * filters + f);
      s6.intoArray(dw, 6 * filters + f);
      s7.intoArray(dw, 7 * filters + f);
      s8.intoArray(dw, 8 * filters + f);
    }
  }
}
