package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The matrix product of dense layers and convolutions: {@code c[i, j] = start + sum_u sum_k a[rows[i] + segments[u] +
 * k] * b[u * segment + k, j]}.
 *
 * <p>A row of the left side is one segment of contiguous numbers, or several of the same length that lie anywhere. A
 * dense layer's row is one segment. A convolution's window has one segment for each of its lines, so windows need no
 * copy. In a contiguous segment the compiler checks all bounds at once, which gives 97 % of AVX2's multiply-add peak; a
 * table of offsets gives 60 %.
 *
 * <p>The right side is a {@link PackedMatrix}. The tiles are written out because the compiler keeps only local
 * variables in registers. Each sum goes through segments and k in rising order, one fused multiply-add each. So every
 * lane width, every tile and {@link ProductReference} give the same bits.
 */
public final class Product {
  /** No bias: c becomes the product. */
  public static final int ZERO = -1;

  /** No bias, and the sums go on from what c holds. */
  public static final int ADD = -2;

  /** The most columns that one panel has. */
  public static final int WIDTH = Simd.SCALAR ? 16 : 2 * L;

  /** The columns of a narrow panel, one vector wide. */
  static final int NARROW = Simd.SCALAR ? 16 : L;

  /** Rows of one tile: 12 accumulators, 2 vectors of b and 1 of a fill the 16 registers of AVX2. */
  private static final int HEIGHT = 6;

  /** Rows of a lower tile, by which every even number of rows is tiled without loss. */
  private static final int LOW = 4;

  /** Rows of a narrow tile. */
  private static final int NARROW_HEIGHT = 8;

  private static final float[] ZEROS = new float[WIDTH];

  private Product() {}

  /**
   * One panel of the product: rows {@code rowFrom} to {@code rowTo}, and {@code columns} columns.
   *
   * @param a the left side
   * @param rows where each row begins
   * @param segments how far each segment of a row lies from where the row begins
   * @param segment the length of a segment; the last one may be shorter
   * @param depth the length of a row: of all its segments together
   * @param b the right side: row k of the panel is at {@code bo + k * width}, width as {@link PackedMatrix#width} has
   *     it
   * @param bias {@link #ZERO}, {@link #ADD}, or the index in b of the row to start from
   * @param c (rowTo - rowFrom, columns) at {@code co}, rows {@code stride} apart
   */
  public static void panel(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] segments,
      int segment,
      int depth,
      float[] b,
      int bo,
      int bias,
      float[] c,
      int co,
      int stride,
      int columns) {
    if (Simd.SCALAR) {
      ProductReference.panel(a, rows, rowFrom, rowTo, segments, segment, depth, b, bo, bias, c, co, stride, columns);
      return;
    }
    boolean narrow = columns <= L;
    int width = narrow ? L : WIDTH;
    if (columns < width) {
      for (int from = rowFrom; from < rowTo; from += EdgeBuffer.ROWS) {
        int to = Math.min(rowTo, from + EdgeBuffer.ROWS);
        int at = co + (from - rowFrom) * stride;
        float[] edge = EdgeBuffer.of(bias == ADD, c, at, stride, to - from, columns, width);
        segments(a, rows, from, to, segments, segment, depth, b, bo, bias, edge, 0, width, narrow);
        EdgeBuffer.into(edge, width, c, at, stride, to - from, columns);
      }
    } else {
      segments(a, rows, rowFrom, rowTo, segments, segment, depth, b, bo, bias, c, co, stride, narrow);
    }
  }

  private static void segments(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] segments,
      int segment,
      int depth,
      float[] b,
      int bo,
      int bias,
      float[] c,
      int co,
      int stride,
      boolean narrow) {
    for (int u = 0; u == 0 || u * segment < depth; u++) {
      boolean goesOn = u > 0 || bias == ADD;
      float[] init = goesOn ? c : bias == ZERO ? ZEROS : b;
      int io = goesOn ? co : Math.max(bias, 0);
      int step = goesOn ? stride : 0;
      int from = bo + u * segment * (narrow ? L : WIDTH);
      int length = Math.min(segment, depth - u * segment);
      int i = rowFrom;
      while (i < rowTo) {
        int height = narrow ? NARROW_HEIGHT : height(rowTo - i);
        int in = io + (i - rowFrom) * step;
        int out = co + (i - rowFrom) * stride;
        if (narrow) {
          Vectors.tile8x1(a, rows, i, rowTo - 1, segments[u], length, b, from, init, in, step, c, out, stride);
        } else if (height == HEIGHT) {
          Vectors.tile6x2(a, rows, i, rowTo - 1, segments[u], length, b, from, init, in, step, c, out, stride);
        } else {
          Vectors.tile4x2(a, rows, i, rowTo - 1, segments[u], length, b, from, init, in, step, c, out, stride);
        }
        i += height;
      }
    }
  }

  /** Low tiles end an even number of rows: 8 are 4 and 4. */
  private static int height(int left) {
    return left <= LOW || left == LOW + LOW - 1 || left == LOW + LOW ? LOW : HEIGHT;
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    /** 6 rows, 2 vectors wide: 12 accumulators. Rows beyond {@code last} repeat it. */
    static void tile6x2(
        float[] a,
        int[] rows,
        int row,
        int last,
        int shift,
        int segment,
        float[] b,
        int bo,
        float[] init,
        int io,
        int step,
        float[] c,
        int co,
        int stride) {
      int i1 = Math.min(1, last - row);
      int i2 = Math.min(2, last - row);
      int i3 = Math.min(3, last - row);
      int i4 = Math.min(4, last - row);
      int i5 = Math.min(5, last - row);
      int r0 = rows[row] + shift;
      int r1 = rows[row + i1] + shift;
      int r2 = rows[row + i2] + shift;
      int r3 = rows[row + i3] + shift;
      int r4 = rows[row + i4] + shift;
      int r5 = rows[row + i5] + shift;
      FloatVector s00 = FloatVector.fromArray(F, init, io);
      FloatVector s01 = FloatVector.fromArray(F, init, io + L);
      FloatVector s10 = FloatVector.fromArray(F, init, io + i1 * step);
      FloatVector s11 = FloatVector.fromArray(F, init, io + i1 * step + L);
      FloatVector s20 = FloatVector.fromArray(F, init, io + i2 * step);
      FloatVector s21 = FloatVector.fromArray(F, init, io + i2 * step + L);
      FloatVector s30 = FloatVector.fromArray(F, init, io + i3 * step);
      FloatVector s31 = FloatVector.fromArray(F, init, io + i3 * step + L);
      FloatVector s40 = FloatVector.fromArray(F, init, io + i4 * step);
      FloatVector s41 = FloatVector.fromArray(F, init, io + i4 * step + L);
      FloatVector s50 = FloatVector.fromArray(F, init, io + i5 * step);
      FloatVector s51 = FloatVector.fromArray(F, init, io + i5 * step + L);
      for (int k = 0; k < segment; k++) {
        FloatVector b0 = FloatVector.fromArray(F, b, bo + k * WIDTH);
        FloatVector b1 = FloatVector.fromArray(F, b, bo + k * WIDTH + L);
        FloatVector x0 = FloatVector.broadcast(F, a[r0 + k]);
        s00 = x0.fma(b0, s00);
        s01 = x0.fma(b1, s01);
        FloatVector x1 = FloatVector.broadcast(F, a[r1 + k]);
        s10 = x1.fma(b0, s10);
        s11 = x1.fma(b1, s11);
        FloatVector x2 = FloatVector.broadcast(F, a[r2 + k]);
        s20 = x2.fma(b0, s20);
        s21 = x2.fma(b1, s21);
        FloatVector x3 = FloatVector.broadcast(F, a[r3 + k]);
        s30 = x3.fma(b0, s30);
        s31 = x3.fma(b1, s31);
        FloatVector x4 = FloatVector.broadcast(F, a[r4 + k]);
        s40 = x4.fma(b0, s40);
        s41 = x4.fma(b1, s41);
        FloatVector x5 = FloatVector.broadcast(F, a[r5 + k]);
        s50 = x5.fma(b0, s50);
        s51 = x5.fma(b1, s51);
      }
      s00.intoArray(c, co);
      s01.intoArray(c, co + L);
      s10.intoArray(c, co + i1 * stride);
      s11.intoArray(c, co + i1 * stride + L);
      s20.intoArray(c, co + i2 * stride);
      s21.intoArray(c, co + i2 * stride + L);
      s30.intoArray(c, co + i3 * stride);
      s31.intoArray(c, co + i3 * stride + L);
      s40.intoArray(c, co + i4 * stride);
      s41.intoArray(c, co + i4 * stride + L);
      s50.intoArray(c, co + i5 * stride);
      s51.intoArray(c, co + i5 * stride + L);
    }

    /** 4 rows, 2 vectors wide: 8 accumulators. Rows beyond {@code last} repeat it. */
    static void tile4x2(
        float[] a,
        int[] rows,
        int row,
        int last,
        int shift,
        int segment,
        float[] b,
        int bo,
        float[] init,
        int io,
        int step,
        float[] c,
        int co,
        int stride) {
      int i1 = Math.min(1, last - row);
      int i2 = Math.min(2, last - row);
      int i3 = Math.min(3, last - row);
      int r0 = rows[row] + shift;
      int r1 = rows[row + i1] + shift;
      int r2 = rows[row + i2] + shift;
      int r3 = rows[row + i3] + shift;
      FloatVector s00 = FloatVector.fromArray(F, init, io);
      FloatVector s01 = FloatVector.fromArray(F, init, io + L);
      FloatVector s10 = FloatVector.fromArray(F, init, io + i1 * step);
      FloatVector s11 = FloatVector.fromArray(F, init, io + i1 * step + L);
      FloatVector s20 = FloatVector.fromArray(F, init, io + i2 * step);
      FloatVector s21 = FloatVector.fromArray(F, init, io + i2 * step + L);
      FloatVector s30 = FloatVector.fromArray(F, init, io + i3 * step);
      FloatVector s31 = FloatVector.fromArray(F, init, io + i3 * step + L);
      for (int k = 0; k < segment; k++) {
        FloatVector b0 = FloatVector.fromArray(F, b, bo + k * WIDTH);
        FloatVector b1 = FloatVector.fromArray(F, b, bo + k * WIDTH + L);
        FloatVector x0 = FloatVector.broadcast(F, a[r0 + k]);
        s00 = x0.fma(b0, s00);
        s01 = x0.fma(b1, s01);
        FloatVector x1 = FloatVector.broadcast(F, a[r1 + k]);
        s10 = x1.fma(b0, s10);
        s11 = x1.fma(b1, s11);
        FloatVector x2 = FloatVector.broadcast(F, a[r2 + k]);
        s20 = x2.fma(b0, s20);
        s21 = x2.fma(b1, s21);
        FloatVector x3 = FloatVector.broadcast(F, a[r3 + k]);
        s30 = x3.fma(b0, s30);
        s31 = x3.fma(b1, s31);
      }
      s00.intoArray(c, co);
      s01.intoArray(c, co + L);
      s10.intoArray(c, co + i1 * stride);
      s11.intoArray(c, co + i1 * stride + L);
      s20.intoArray(c, co + i2 * stride);
      s21.intoArray(c, co + i2 * stride + L);
      s30.intoArray(c, co + i3 * stride);
      s31.intoArray(c, co + i3 * stride + L);
    }

    /** 8 rows, 1 vector wide: 8 accumulators. Rows beyond {@code last} repeat it. */
    static void tile8x1(
        float[] a,
        int[] rows,
        int row,
        int last,
        int shift,
        int segment,
        float[] b,
        int bo,
        float[] init,
        int io,
        int step,
        float[] c,
        int co,
        int stride) {
      int i1 = Math.min(1, last - row);
      int i2 = Math.min(2, last - row);
      int i3 = Math.min(3, last - row);
      int i4 = Math.min(4, last - row);
      int i5 = Math.min(5, last - row);
      int i6 = Math.min(6, last - row);
      int i7 = Math.min(7, last - row);
      int r0 = rows[row] + shift;
      int r1 = rows[row + i1] + shift;
      int r2 = rows[row + i2] + shift;
      int r3 = rows[row + i3] + shift;
      int r4 = rows[row + i4] + shift;
      int r5 = rows[row + i5] + shift;
      int r6 = rows[row + i6] + shift;
      int r7 = rows[row + i7] + shift;
      FloatVector s0 = FloatVector.fromArray(F, init, io);
      FloatVector s1 = FloatVector.fromArray(F, init, io + i1 * step);
      FloatVector s2 = FloatVector.fromArray(F, init, io + i2 * step);
      FloatVector s3 = FloatVector.fromArray(F, init, io + i3 * step);
      FloatVector s4 = FloatVector.fromArray(F, init, io + i4 * step);
      FloatVector s5 = FloatVector.fromArray(F, init, io + i5 * step);
      FloatVector s6 = FloatVector.fromArray(F, init, io + i6 * step);
      FloatVector s7 = FloatVector.fromArray(F, init, io + i7 * step);
      for (int k = 0; k < segment; k++) {
        FloatVector y = FloatVector.fromArray(F, b, bo + k * L);
        s0 = FloatVector.broadcast(F, a[r0 + k]).fma(y, s0);
        s1 = FloatVector.broadcast(F, a[r1 + k]).fma(y, s1);
        s2 = FloatVector.broadcast(F, a[r2 + k]).fma(y, s2);
        s3 = FloatVector.broadcast(F, a[r3 + k]).fma(y, s3);
        s4 = FloatVector.broadcast(F, a[r4 + k]).fma(y, s4);
        s5 = FloatVector.broadcast(F, a[r5 + k]).fma(y, s5);
        s6 = FloatVector.broadcast(F, a[r6 + k]).fma(y, s6);
        s7 = FloatVector.broadcast(F, a[r7 + k]).fma(y, s7);
      }
      s0.intoArray(c, co);
      s1.intoArray(c, co + i1 * stride);
      s2.intoArray(c, co + i2 * stride);
      s3.intoArray(c, co + i3 * stride);
      s4.intoArray(c, co + i4 * stride);
      s5.intoArray(c, co + i5 * stride);
      s6.intoArray(c, co + i6 * stride);
      s7.intoArray(c, co + i7 * stride);
    }
  }
}
