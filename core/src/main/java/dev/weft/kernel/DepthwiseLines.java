package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;

import jdk.incubator.vector.FloatVector;

/**
 * The commonest rows of {@link Depthwise}: lines of three taps side by side. The weights of one vector of channels stay
 * in registers, and so do the columns of x that a pixel shares with the next one.
 */
final class DepthwiseLines {
  private DepthwiseLines() {}

  /**
   * Pixels that meet three lines of three taps, each tap one pixel further: a pixel shares two columns of x with the
   * one before it.
   */
  static void three(
      float[] x,
      int xStep,
      Taps taps,
      float[] w,
      float[] start,
      float[] y,
      int yo,
      int yStep,
      int low,
      int high,
      int c) {
    FloatVector w0 = FloatVector.fromArray(F, w, taps.weight(0) + c);
    FloatVector w1 = FloatVector.fromArray(F, w, taps.weight(1) + c);
    FloatVector w2 = FloatVector.fromArray(F, w, taps.weight(2) + c);
    FloatVector w3 = FloatVector.fromArray(F, w, taps.weight(3) + c);
    FloatVector w4 = FloatVector.fromArray(F, w, taps.weight(4) + c);
    FloatVector w5 = FloatVector.fromArray(F, w, taps.weight(5) + c);
    FloatVector w6 = FloatVector.fromArray(F, w, taps.weight(6) + c);
    FloatVector w7 = FloatVector.fromArray(F, w, taps.weight(7) + c);
    FloatVector w8 = FloatVector.fromArray(F, w, taps.weight(8) + c);
    FloatVector first = start == null ? FloatVector.zero(F) : FloatVector.fromArray(F, start, c);
    int f0 = taps.from(0) + c;
    int f1 = taps.from(3) + c;
    int f2 = taps.from(6) + c;
    FloatVector a0 = FloatVector.fromArray(F, x, f0 + low * xStep);
    FloatVector b0 = FloatVector.fromArray(F, x, f0 + low * xStep + xStep);
    FloatVector a1 = FloatVector.fromArray(F, x, f1 + low * xStep);
    FloatVector b1 = FloatVector.fromArray(F, x, f1 + low * xStep + xStep);
    FloatVector a2 = FloatVector.fromArray(F, x, f2 + low * xStep);
    FloatVector b2 = FloatVector.fromArray(F, x, f2 + low * xStep + xStep);
    for (int t = low; t < high; t++) {
      int at = t * xStep;
      FloatVector s = first;
      FloatVector c0 = FloatVector.fromArray(F, x, f0 + at + 2 * xStep);
      s = a0.fma(w0, s);
      s = b0.fma(w1, s);
      s = c0.fma(w2, s);
      FloatVector c1 = FloatVector.fromArray(F, x, f1 + at + 2 * xStep);
      s = a1.fma(w3, s);
      s = b1.fma(w4, s);
      s = c1.fma(w5, s);
      FloatVector c2 = FloatVector.fromArray(F, x, f2 + at + 2 * xStep);
      s = a2.fma(w6, s);
      s = b2.fma(w7, s);
      s = c2.fma(w8, s);
      a0 = b0;
      b0 = c0;
      a1 = b1;
      b1 = c1;
      a2 = b2;
      b2 = c2;
      s.intoArray(y, yo + t * yStep + c);
    }
  }

  /** The same with strides of 2: a pixel shares one column of x with the one before it. */
  static void threeApart(
      float[] x,
      int xStep,
      Taps taps,
      float[] w,
      float[] start,
      float[] y,
      int yo,
      int yStep,
      int low,
      int high,
      int c) {
    FloatVector w0 = FloatVector.fromArray(F, w, taps.weight(0) + c);
    FloatVector w1 = FloatVector.fromArray(F, w, taps.weight(1) + c);
    FloatVector w2 = FloatVector.fromArray(F, w, taps.weight(2) + c);
    FloatVector w3 = FloatVector.fromArray(F, w, taps.weight(3) + c);
    FloatVector w4 = FloatVector.fromArray(F, w, taps.weight(4) + c);
    FloatVector w5 = FloatVector.fromArray(F, w, taps.weight(5) + c);
    FloatVector w6 = FloatVector.fromArray(F, w, taps.weight(6) + c);
    FloatVector w7 = FloatVector.fromArray(F, w, taps.weight(7) + c);
    FloatVector w8 = FloatVector.fromArray(F, w, taps.weight(8) + c);
    FloatVector first = start == null ? FloatVector.zero(F) : FloatVector.fromArray(F, start, c);
    int step = taps.from(1) - taps.from(0);
    int f0 = taps.from(0) + c;
    int f1 = taps.from(3) + c;
    int f2 = taps.from(6) + c;
    FloatVector a0 = FloatVector.fromArray(F, x, f0 + low * xStep);
    FloatVector a1 = FloatVector.fromArray(F, x, f1 + low * xStep);
    FloatVector a2 = FloatVector.fromArray(F, x, f2 + low * xStep);
    for (int t = low; t < high; t++) {
      int at = t * xStep;
      FloatVector s = first;
      FloatVector b0 = FloatVector.fromArray(F, x, f0 + at + step);
      FloatVector c0 = FloatVector.fromArray(F, x, f0 + at + xStep);
      s = a0.fma(w0, s);
      s = b0.fma(w1, s);
      s = c0.fma(w2, s);
      FloatVector b1 = FloatVector.fromArray(F, x, f1 + at + step);
      FloatVector c1 = FloatVector.fromArray(F, x, f1 + at + xStep);
      s = a1.fma(w3, s);
      s = b1.fma(w4, s);
      s = c1.fma(w5, s);
      FloatVector b2 = FloatVector.fromArray(F, x, f2 + at + step);
      FloatVector c2 = FloatVector.fromArray(F, x, f2 + at + xStep);
      s = a2.fma(w6, s);
      s = b2.fma(w7, s);
      s = c2.fma(w8, s);
      a0 = c0;
      a1 = c1;
      a2 = c2;
      s.intoArray(y, yo + t * yStep + c);
    }
  }

  /** As {@link #three} for two lines, at a border. */
  static void two(
      float[] x,
      int xStep,
      Taps taps,
      float[] w,
      float[] start,
      float[] y,
      int yo,
      int yStep,
      int low,
      int high,
      int c) {
    FloatVector w0 = FloatVector.fromArray(F, w, taps.weight(0) + c);
    FloatVector w1 = FloatVector.fromArray(F, w, taps.weight(1) + c);
    FloatVector w2 = FloatVector.fromArray(F, w, taps.weight(2) + c);
    FloatVector w3 = FloatVector.fromArray(F, w, taps.weight(3) + c);
    FloatVector w4 = FloatVector.fromArray(F, w, taps.weight(4) + c);
    FloatVector w5 = FloatVector.fromArray(F, w, taps.weight(5) + c);
    FloatVector first = start == null ? FloatVector.zero(F) : FloatVector.fromArray(F, start, c);
    int f0 = taps.from(0) + c;
    int f1 = taps.from(3) + c;
    FloatVector a0 = FloatVector.fromArray(F, x, f0 + low * xStep);
    FloatVector b0 = FloatVector.fromArray(F, x, f0 + low * xStep + xStep);
    FloatVector a1 = FloatVector.fromArray(F, x, f1 + low * xStep);
    FloatVector b1 = FloatVector.fromArray(F, x, f1 + low * xStep + xStep);
    for (int t = low; t < high; t++) {
      int at = t * xStep;
      FloatVector s = first;
      FloatVector c0 = FloatVector.fromArray(F, x, f0 + at + 2 * xStep);
      s = a0.fma(w0, s);
      s = b0.fma(w1, s);
      s = c0.fma(w2, s);
      FloatVector c1 = FloatVector.fromArray(F, x, f1 + at + 2 * xStep);
      s = a1.fma(w3, s);
      s = b1.fma(w4, s);
      s = c1.fma(w5, s);
      a0 = b0;
      b0 = c0;
      a1 = b1;
      b1 = c1;
      s.intoArray(y, yo + t * yStep + c);
    }
  }
}
