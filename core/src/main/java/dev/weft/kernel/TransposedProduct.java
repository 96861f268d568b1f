package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The product with a transposed left side, which makes weight gradients: {@code c[i, j] = sum_k a[rows[i] + depth[k]] *
 * b[k, j]}.
 *
 * <p>Rows that lie side by side in the left side are neighbours here. Sixteen of them at a time are gathered into a
 * strip, depth after depth, so that the compiler checks all bounds at once; reading the left side where it lies takes a
 * quarter longer. Tiles of 4 rows, or of 8 in a narrow panel, are multiplied from it. Strips of 4 rows, gathered for
 * each tile anew by vectors that overlap, took 1.5 times as long with 16 filters and AVX-512. Each sum runs over k in
 * rising order, one fused multiply-add each, as in {@link Product}.
 */
public final class TransposedProduct {
  /** The most depths at a time: a strip and a panel of so many are about as large as a first cache of 32 KB. */
  public static final int DEPTH = 192;

  /** Rows of one strip. */
  public static final int HEIGHT = 16;

  /** Rows of a tile; more than 8 sums at a time, the compiler of JDK 25 spills to memory. */
  private static final int TILE = 4;

  /** Rows of a tile one vector wide. */
  private static final int NARROW_TILE = 8;

  private static final float[] ZEROS = new float[Product.WIDTH];
  private static final ThreadLocal<Strip> STRIP = ThreadLocal.withInitial(Strip::new);

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
    Strip strip = STRIP.get();
    for (int i = rowFrom; i < rowTo; i += HEIGHT) {
      int height = Math.min(HEIGHT, rowTo - i);
      strip.gather(a, rows, i, height, depth, from, to);
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        int width = PackedMatrix.width(p, columns);
        int right = bo + PackedMatrix.offset(p, count) + from * width;
        int out = co + i * stride + PackedMatrix.column(p);
        int real = PackedMatrix.columns(p, columns);
        tiles(strip.values, height, to - from, b, right, add, c, out, stride, real, width);
      }
    }
  }

  private static void tiles(
      float[] strip,
      int height,
      int depth,
      float[] b,
      int bo,
      boolean add,
      float[] c,
      int co,
      int stride,
      int real,
      int width) {
    int tile = width == L ? NARROW_TILE : TILE;
    for (int row = 0; row < height; row += tile) {
      int out = co + row * stride;
      int left = Math.min(tile, height - row);
      if (left == tile && real == width) {
        tile(strip, row, depth, b, bo, add, c, out, stride, width);
      } else {
        float[] edge = EdgeBuffer.of(add, c, out, stride, left, real, width);
        tile(strip, row, depth, b, bo, add, edge, 0, width, width);
        EdgeBuffer.into(edge, width, c, out, stride, left, real);
      }
    }
  }

  private static void tile(
      float[] strip, int row, int depth, float[] b, int bo, boolean add, float[] c, int co, int stride, int width) {
    float[] init = add ? c : ZEROS;
    int io = add ? co : 0;
    int step = add ? stride : 0;
    if (width == L) {
      Vectors.tile8x1(strip, row, depth, b, bo, init, io, step, c, co, stride);
    } else {
      Vectors.tile4x2(strip, row, depth, b, bo, init, io, step, c, co, stride);
    }
  }

  /** Some rows of the left side: {@code values[k, i] = a[rows[row + i] + depth[from + k]]}. */
  private static final class Strip {
    final float[] values = new float[DEPTH * HEIGHT + HEIGHT + Product.WIDTH];

    /** Rows that lie side by side, at most a vector of them, are a piece: where it lies in a, and in the strip. */
    private final int[] pieces = new int[HEIGHT];

    private final int[] places = new int[HEIGHT];

    /**
     * What is beyond the last row is anything. Each piece is copied as a whole vector; the next one overwrites what is
     * beyond it. (Vectors of just as many floats would do, but two lengths in one process mislead the compiler: it then
     * keeps any kernel's vectors as objects, up to twenty times as slow.)
     */
    void gather(float[] a, int[] rows, int row, int height, int[] depth, int from, int to) {
      int count = cut(rows, row, height);
      int end = wholeVectors(a, count, depth, from, to);
      if (count == 1) {
        Vectors.whole(a, pieces[0], depth, from, end, values);
      } else {
        Vectors.pieces(a, pieces, places, count, depth, from, end, values);
      }
      for (int i = 0; i < height; i++) {
        for (int k = end; k < to; k++) {
          values[(k - from) * HEIGHT + i] = a[rows[row + i] + depth[k]];
        }
      }
    }

    private int cut(int[] rows, int row, int height) {
      int count = 0;
      for (int i = 0; i < height; i++) {
        boolean begins = i == 0 || i - places[count - 1] == L || rows[row + i] != rows[row + i - 1] + 1;
        if (begins) {
          pieces[count] = rows[row + i];
          places[count++] = i;
        }
      }
      return count;
    }

    /** The depth before which all pieces' vectors lie in a. */
    private int wholeVectors(float[] a, int count, int[] depth, int from, int to) {
      int last = 0;
      for (int i = 0; i < count; i++) {
        last = Math.max(last, pieces[i]);
      }
      int end = to;
      while (end > from && last + depth[end - 1] + L > a.length) {
        end--;
      }
      return end;
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    static void whole(float[] a, int row, int[] depth, int from, int to, float[] strip) {
      for (int k = from; k < to; k++) {
        FloatVector.fromArray(F, a, row + depth[k]).intoArray(strip, (k - from) * HEIGHT);
      }
    }

    static void pieces(float[] a, int[] pieces, int[] places, int count, int[] depth, int from, int to, float[] strip) {
      for (int k = from; k < to; k++) {
        for (int i = 0; i < count; i++) {
          FloatVector.fromArray(F, a, pieces[i] + depth[k]).intoArray(strip, (k - from) * HEIGHT + places[i]);
        }
      }
    }

    /** 4 rows, 2 vectors wide: 8 accumulators. */
    static void tile4x2(
        float[] a,
        int ao,
        int depth,
        float[] b,
        int bo,
        float[] init,
        int io,
        int step,
        float[] c,
        int co,
        int stride) {
      FloatVector s00 = FloatVector.fromArray(F, init, io);
      FloatVector s01 = FloatVector.fromArray(F, init, io + L);
      FloatVector s10 = FloatVector.fromArray(F, init, io + step);
      FloatVector s11 = FloatVector.fromArray(F, init, io + step + L);
      FloatVector s20 = FloatVector.fromArray(F, init, io + 2 * step);
      FloatVector s21 = FloatVector.fromArray(F, init, io + 2 * step + L);
      FloatVector s30 = FloatVector.fromArray(F, init, io + 3 * step);
      FloatVector s31 = FloatVector.fromArray(F, init, io + 3 * step + L);
      for (int k = 0; k < depth; k++) {
        FloatVector b0 = FloatVector.fromArray(F, b, bo + k * Product.WIDTH);
        FloatVector b1 = FloatVector.fromArray(F, b, bo + k * Product.WIDTH + L);
        FloatVector x0 = FloatVector.broadcast(F, a[ao + k * HEIGHT]);
        s00 = x0.fma(b0, s00);
        s01 = x0.fma(b1, s01);
        FloatVector x1 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 1]);
        s10 = x1.fma(b0, s10);
        s11 = x1.fma(b1, s11);
        FloatVector x2 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 2]);
        s20 = x2.fma(b0, s20);
        s21 = x2.fma(b1, s21);
        FloatVector x3 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 3]);
        s30 = x3.fma(b0, s30);
        s31 = x3.fma(b1, s31);
      }
      s00.intoArray(c, co);
      s01.intoArray(c, co + L);
      s10.intoArray(c, co + stride);
      s11.intoArray(c, co + stride + L);
      s20.intoArray(c, co + 2 * stride);
      s21.intoArray(c, co + 2 * stride + L);
      s30.intoArray(c, co + 3 * stride);
      s31.intoArray(c, co + 3 * stride + L);
    }

    /** 8 rows, 1 vector wide: 8 accumulators. */
    static void tile8x1(
        float[] a,
        int ao,
        int depth,
        float[] b,
        int bo,
        float[] init,
        int io,
        int step,
        float[] c,
        int co,
        int stride) {
      FloatVector s0 = FloatVector.fromArray(F, init, io);
      FloatVector s1 = FloatVector.fromArray(F, init, io + step);
      FloatVector s2 = FloatVector.fromArray(F, init, io + 2 * step);
      FloatVector s3 = FloatVector.fromArray(F, init, io + 3 * step);
      FloatVector s4 = FloatVector.fromArray(F, init, io + 4 * step);
      FloatVector s5 = FloatVector.fromArray(F, init, io + 5 * step);
      FloatVector s6 = FloatVector.fromArray(F, init, io + 6 * step);
      FloatVector s7 = FloatVector.fromArray(F, init, io + 7 * step);
      for (int k = 0; k < depth; k++) {
        FloatVector y = FloatVector.fromArray(F, b, bo + k * L);
        s0 = FloatVector.broadcast(F, a[ao + k * HEIGHT]).fma(y, s0);
        s1 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 1]).fma(y, s1);
        s2 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 2]).fma(y, s2);
        s3 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 3]).fma(y, s3);
        s4 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 4]).fma(y, s4);
        s5 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 5]).fma(y, s5);
        s6 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 6]).fma(y, s6);
        s7 = FloatVector.broadcast(F, a[ao + k * HEIGHT + 7]).fma(y, s7);
      }
      s0.intoArray(c, co);
      s1.intoArray(c, co + stride);
      s2.intoArray(c, co + 2 * stride);
      s3.intoArray(c, co + 3 * stride);
      s4.intoArray(c, co + 4 * stride);
      s5.intoArray(c, co + 5 * stride);
      s6.intoArray(c, co + 6 * stride);
      s7.intoArray(c, co + 7 * stride);
    }
  }
}
