package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The product with a transposed left side, which makes weight gradients: {@code c[i, j] = sum_k a[rows[i] + depth[k]] *
 * b[k, j]}.
 *
 * <p>Rows that lie side by side in the left side are neighbours here. Four of them at a time are gathered into a strip,
 * depth after depth, so that the compiler checks all bounds at once. That gives 84 to 92 GFLOP/s of 96 on AVX2; reading
 * the left side where it lies gives 70. Strips of five or more give 35, since JDK 25's compiler spills their
 * accumulators. Each sum runs over k in rising order, one fused multiply-add each, as in {@link Product}.
 */
public final class TransposedProduct {
  /** The most depths at a time: a strip and a panel of so many fit into a first cache of 32 KB. */
  public static final int DEPTH = 384;

  /** Rows of one strip. */
  public static final int HEIGHT = 4;

  private static final float[] ZEROS = new float[Product.WIDTH];
  private static final ThreadLocal<float[]> STRIP =
      ThreadLocal.withInitial(() -> new float[DEPTH * HEIGHT + Product.WIDTH]);

  private TransposedProduct() {}

  /**
   * Rows {@code rowFrom} to {@code rowTo} of the product, all columns.
   *
   * @param a the left side
   * @param rows where each row begins
   * @param depth how far each of a row's values lies from there, rising; the first {@code count} are used
   * @param b the right side: {@link PackedMatrix} of a matrix (count, columns)
   * @param add whether the sums go on from what c holds
   * @param c (all rows, columns)
   */
  public static void rows(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] depth,
      int count,
      float[] b,
      boolean add,
      float[] c,
      int columns) {
    rows(a, rows, rowFrom, rowTo, depth, count, b, 0, add, c, 0, columns, columns);
  }

  /**
   * The same for a part of a wider matrix c.
   *
   * @param bo where the right side begins in b
   * @param co where the part's first number lies in c
   * @param stride the columns of c
   */
  public static void rows(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] depth,
      int count,
      float[] b,
      int bo,
      boolean add,
      float[] c,
      int co,
      int stride,
      int columns) {
    for (int from = 0; from == 0 || from < count; from += DEPTH) {
      int to = Math.min(count, from + DEPTH);
      boolean goesOn = add || from > 0;
      if (Simd.SCALAR) {
        ProductReference.transposed(
            a, rows, rowFrom, rowTo, depth, from, to, count, b, bo, goesOn, c, co, stride, columns);
      } else {
        strips(a, rows, rowFrom, rowTo, depth, from, to, count, b, bo, goesOn, c, co, stride, columns);
      }
    }
  }

  private static void strips(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] depth,
      int from,
      int to,
      int count,
      float[] b,
      int bo,
      boolean add,
      float[] c,
      int co,
      int stride,
      int columns) {
    float[] strip = STRIP.get();
    for (int i = rowFrom; i < rowTo; i += HEIGHT) {
      int height = Math.min(HEIGHT, rowTo - i);
      gather(a, rows, i, height, depth, from, to, strip);
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        int real = PackedMatrix.columns(p, columns);
        int width = PackedMatrix.width(p, columns);
        int right = bo + PackedMatrix.offset(p, count) + from * width;
        int out = co + i * stride + PackedMatrix.column(p);
        if (height == HEIGHT && real == width) {
          tile(strip, to - from, b, right, add, c, out, stride, width);
        } else {
          float[] edge = EdgeBuffer.of(add, c, out, stride, height, real, width);
          tile(strip, to - from, b, right, add, edge, 0, width, width);
          EdgeBuffer.into(edge, width, c, out, stride, height, real);
        }
      }
    }
  }

  /**
   * {@code strip[k, i] = a[rows[row + i] + depth[from + k]]}; rows beyond the last one hold anything. Rows that lie
   * side by side, as all or the two halves of a strip mostly do, are copied as a whole vector, of which the next one
   * overwrites what is beyond them. (Vectors of just four floats would do, but two lengths in one process mislead the
   * compiler: it then keeps any kernel's vectors as objects, up to twenty times as slow.)
   */
  private static void gather(float[] a, int[] rows, int row, int height, int[] depth, int from, int to, float[] strip) {
    int first = neighbours(rows, row, row + height);
    int second = first == height ? 0 : neighbours(rows, row + first, row + height);
    int last = Math.max(rows[row], rows[row + height - 1]);
    int end = first + second < height ? from : wholeVectors(a, last, depth, from, to);
    if (second == 0) {
      Vectors.whole(a, rows[row], depth, from, end, strip);
    } else {
      Vectors.halves(a, rows[row], rows[row + first], first, depth, from, end, strip);
    }
    for (int i = 0; i < height; i++) {
      for (int k = end; k < to; k++) {
        strip[(k - from) * HEIGHT + i] = a[rows[row + i] + depth[k]];
      }
    }
  }

  /** The depth before which a row's vectors lie in a. */
  private static int wholeVectors(float[] a, int row, int[] depth, int from, int to) {
    int end = to;
    while (end > from && row + depth[end - 1] + L > a.length) {
      end--;
    }
    return end;
  }

  /** How many rows from there on lie side by side. */
  private static int neighbours(int[] rows, int from, int to) {
    int i = from + 1;
    while (i < to && rows[i] == rows[i - 1] + 1) {
      i++;
    }
    return i - from;
  }

  private static void tile(
      float[] strip, int depth, float[] b, int bo, boolean add, float[] c, int co, int stride, int width) {
    float[] init = add ? c : ZEROS;
    int io = add ? co : 0;
    int step = add ? stride : 0;
    if (width == L) {
      Vectors.tile4x1(strip, depth, b, bo, init, io, step, c, co, stride);
    } else {
      Vectors.tile4x2(strip, depth, b, bo, init, io, step, c, co, stride);
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    static void whole(float[] a, int row, int[] depth, int from, int to, float[] strip) {
      for (int k = from; k < to; k++) {
        FloatVector.fromArray(F, a, row + depth[k]).intoArray(strip, (k - from) * HEIGHT);
      }
    }

    static void halves(float[] a, int row, int second, int split, int[] depth, int from, int to, float[] strip) {
      for (int k = from; k < to; k++) {
        FloatVector.fromArray(F, a, row + depth[k]).intoArray(strip, (k - from) * HEIGHT);
        FloatVector.fromArray(F, a, second + depth[k]).intoArray(strip, (k - from) * HEIGHT + split);
      }
    }

    /** 4 rows, 2 vectors wide: 8 accumulators. */
    static void tile4x2(
        float[] a, int depth, float[] b, int bo, float[] init, int io, int step, float[] c, int co, int stride) {
      FloatVector s00 = FloatVector.fromArray(F, init, io);
      FloatVector s01 = FloatVector.fromArray(F, init, io + L);
      FloatVector s10 = FloatVector.fromArray(F, init, io + 1 * step);
      FloatVector s11 = FloatVector.fromArray(F, init, io + 1 * step + L);
      FloatVector s20 = FloatVector.fromArray(F, init, io + 2 * step);
      FloatVector s21 = FloatVector.fromArray(F, init, io + 2 * step + L);
      FloatVector s30 = FloatVector.fromArray(F, init, io + 3 * step);
      FloatVector s31 = FloatVector.fromArray(F, init, io + 3 * step + L);
      for (int k = 0; k < depth; k++) {
        FloatVector b0 = FloatVector.fromArray(F, b, bo + k * Product.WIDTH);
        FloatVector b1 = FloatVector.fromArray(F, b, bo + k * Product.WIDTH + L);
        FloatVector x0 = FloatVector.broadcast(F, a[k * HEIGHT]);
        s00 = x0.fma(b0, s00);
        s01 = x0.fma(b1, s01);
        FloatVector x1 = FloatVector.broadcast(F, a[k * HEIGHT + 1]);
        s10 = x1.fma(b0, s10);
        s11 = x1.fma(b1, s11);
        FloatVector x2 = FloatVector.broadcast(F, a[k * HEIGHT + 2]);
        s20 = x2.fma(b0, s20);
        s21 = x2.fma(b1, s21);
        FloatVector x3 = FloatVector.broadcast(F, a[k * HEIGHT + 3]);
        s30 = x3.fma(b0, s30);
        s31 = x3.fma(b1, s31);
      }
      s00.intoArray(c, co);
      s01.intoArray(c, co + L);
      s10.intoArray(c, co + 1 * stride);
      s11.intoArray(c, co + 1 * stride + L);
      s20.intoArray(c, co + 2 * stride);
      s21.intoArray(c, co + 2 * stride + L);
      s30.intoArray(c, co + 3 * stride);
      s31.intoArray(c, co + 3 * stride + L);
    }

    /** 4 rows, 1 vector wide. */
    static void tile4x1(
        float[] a, int depth, float[] b, int bo, float[] init, int io, int step, float[] c, int co, int stride) {
      FloatVector s0 = FloatVector.fromArray(F, init, io);
      FloatVector s1 = FloatVector.fromArray(F, init, io + 1 * step);
      FloatVector s2 = FloatVector.fromArray(F, init, io + 2 * step);
      FloatVector s3 = FloatVector.fromArray(F, init, io + 3 * step);
      for (int k = 0; k < depth; k++) {
        FloatVector y = FloatVector.fromArray(F, b, bo + k * L);
        s0 = FloatVector.broadcast(F, a[k * HEIGHT]).fma(y, s0);
        s1 = FloatVector.broadcast(F, a[k * HEIGHT + 1]).fma(y, s1);
        s2 = FloatVector.broadcast(F, a[k * HEIGHT + 2]).fma(y, s2);
        s3 = FloatVector.broadcast(F, a[k * HEIGHT + 3]).fma(y, s3);
      }
      s0.intoArray(c, co);
      s1.intoArray(c, co + 1 * stride);
      s2.intoArray(c, co + 2 * stride);
      s3.intoArray(c, co + 3 * stride);
    }
  }
}
