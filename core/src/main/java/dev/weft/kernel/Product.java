package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The matrix product under everything: {@code c[i, j] = bias[j] + sum_k a[rows[i] + depth[k]] * b[k, j]}.
 *
 * <p>The left side is wherever two tables of offsets say: for a dense layer {@code rows[i] = i * in, depth[k] = k}; for
 * a convolution {@code rows} holds where each window begins and {@code depth} where each of its values lies from there,
 * so no patch is ever copied; with the two tables exchanged the same product gives the kernel's gradient. The right
 * side comes in {@link Panels}. Tiles are written out, since the compiler keeps vectors in registers only if they are
 * local variables. The sum runs over k in rising order, one fused multiply-add each, so that every width of lanes,
 * every tile and {@link ProductReference} give the same bits.
 */
public final class Product {
  /** No bias: c becomes the product. */
  public static final int ZERO = -1;

  /** No bias, and the product is added to what c holds. */
  public static final int ADD = -2;

  /** The most columns that one panel has. */
  public static final int WIDTH = Simd.SCALAR ? 16 : 2 * L;

  /** The columns of a narrow panel, one vector wide. */
  static final int NARROW = Simd.SCALAR ? 16 : L;

  /**
   * 512-bit machines have 32 registers, which 8x2 accumulators fill well; 16 registers hold 4x2 and would spill at 6x2.
   */
  private static final int TALL = Simd.BITS == 512 ? 8 : 4;

  private static final int TALLEST = 8;
  private static final float[] ZEROS = new float[WIDTH];

  /** Where tiles that do not fit into c, or are added to it, are made. */
  private static final ThreadLocal<float[]> TILE = ThreadLocal.withInitial(() -> new float[TALLEST * WIDTH]);

  private Product() {}

  /**
   * One panel of the product: rows {@code rowFrom} to {@code rowTo}, and {@code columns} columns.
   *
   * @param a the left side; each {@code rows[i] + depth[k]} is an index into it
   * @param rows where each row begins
   * @param depth where each of a row's values lies from there; {@code depthFrom} to {@code depthTo} are used
   * @param b the right side: row k of the panel is at {@code bo + (k - depthFrom) * width}, readable for a panel's
   *     whole width
   * @param bias {@link #ZERO}, {@link #ADD}, or the index in b of the row to start from
   * @param c (rowTo - rowFrom, columns) at {@code co}, rows {@code stride} apart
   */
  public static void panel(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] depth,
      int depthFrom,
      int depthTo,
      float[] b,
      int bo,
      int width,
      int bias,
      float[] c,
      int co,
      int stride,
      int columns) {
    if (Simd.SCALAR) {
      ProductReference.panel(
          a, rows, rowFrom, rowTo, depth, depthFrom, depthTo, b, bo, width, bias, c, co, stride, columns);
      return;
    }
    float[] init = bias >= 0 ? b : ZEROS;
    tiles(
        a,
        rows,
        rowFrom,
        rowTo,
        depth,
        depthFrom,
        depthTo,
        b,
        bo,
        width,
        init,
        Math.max(bias, 0),
        bias == ADD,
        c,
        co,
        stride,
        columns);
  }

  /**
   * As {@link #panel}, on a right side that was not packed: a matrix as it lies, from {@code column} on. That saves the
   * packing, and pays where few rows read it; {@link Panels#readsUnpacked} says where it can be done.
   *
   * @param b (depthTo - depthFrom, width)
   * @param bias (width), or null for zeros
   */
  public static void unpacked(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] depth,
      int depthFrom,
      int depthTo,
      float[] b,
      int column,
      int width,
      float[] bias,
      float[] c,
      int co,
      int stride,
      int columns) {
    float[] init = bias == null ? ZEROS : bias;
    int at = bias == null ? 0 : column;
    tiles(
        a, rows, rowFrom, rowTo, depth, depthFrom, depthTo, b, column, width, init, at, false, c, co, stride, columns);
  }

  private static void tiles(
      float[] a,
      int[] rows,
      int rowFrom,
      int rowTo,
      int[] depth,
      int depthFrom,
      int depthTo,
      float[] b,
      int bo,
      int width,
      float[] init,
      int at,
      boolean add,
      float[] c,
      int co,
      int stride,
      int columns) {
    boolean narrow = columns <= L;
    int height = narrow ? TALLEST : TALL;
    int vectors = narrow ? L : 2 * L;
    for (int i = rowFrom; i < rowTo; i += height, co += height * stride) {
      int last = Math.min(i + height, rowTo) - 1;
      boolean direct = !add && columns == vectors && i + height <= rowTo;
      float[] target = direct ? c : TILE.get();
      int first = direct ? co : 0;
      int step = direct ? stride : vectors;
      if (narrow) {
        tile8x1(a, rows, i, last, depth, depthFrom, depthTo, b, bo, width, init, at, target, first, step);
      } else if (TALL == TALLEST) {
        tile8x2(a, rows, i, last, depth, depthFrom, depthTo, b, bo, width, init, at, target, first, step);
      } else {
        tile4x2(a, rows, i, last, depth, depthFrom, depthTo, b, bo, width, init, at, target, first, step);
      }
      if (!direct) {
        settle(target, vectors, last - i + 1, columns, add, c, co, stride);
      }
    }
  }

  /** Moves, or adds, the top left (rows, columns) of a tile to c. */
  private static void settle(
      float[] tile, int width, int rows, int columns, boolean add, float[] c, int co, int stride) {
    for (int i = 0; i < rows; i++) {
      int from = i * width;
      int to = co + i * stride;
      if (add) {
        for (int j = 0; j < columns; j++) {
          c[to + j] += tile[from + j];
        }
      } else {
        System.arraycopy(tile, from, c, to, columns);
      }
    }
  }

  /** 8 rows, 2 vectors wide: 16 accumulators. Rows beyond {@code last} repeat it. */
  private static void tile8x2(
      float[] a,
      int[] rows,
      int row,
      int last,
      int[] depth,
      int from,
      int to,
      float[] b,
      int bo,
      int width,
      float[] init,
      int at,
      float[] c,
      int co,
      int stride) {
    int r0 = rows[row];
    int r1 = rows[Math.min(row + 1, last)];
    int r2 = rows[Math.min(row + 2, last)];
    int r3 = rows[Math.min(row + 3, last)];
    int r4 = rows[Math.min(row + 4, last)];
    int r5 = rows[Math.min(row + 5, last)];
    int r6 = rows[Math.min(row + 6, last)];
    int r7 = rows[Math.min(row + 7, last)];
    FloatVector s00 = FloatVector.fromArray(F, init, at);
    FloatVector s01 = FloatVector.fromArray(F, init, at + L);
    FloatVector s10 = s00, s11 = s01;
    FloatVector s20 = s00, s21 = s01;
    FloatVector s30 = s00, s31 = s01;
    FloatVector s40 = s00, s41 = s01;
    FloatVector s50 = s00, s51 = s01;
    FloatVector s60 = s00, s61 = s01;
    FloatVector s70 = s00, s71 = s01;
    for (int k = from; k < to; k++) {
      int d = depth[k];
      FloatVector b0 = FloatVector.fromArray(F, b, bo);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + L);
      FloatVector x0 = FloatVector.broadcast(F, a[r0 + d]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(F, a[r1 + d]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(F, a[r2 + d]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      FloatVector x3 = FloatVector.broadcast(F, a[r3 + d]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      FloatVector x4 = FloatVector.broadcast(F, a[r4 + d]);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
      FloatVector x5 = FloatVector.broadcast(F, a[r5 + d]);
      s50 = x5.fma(b0, s50);
      s51 = x5.fma(b1, s51);
      FloatVector x6 = FloatVector.broadcast(F, a[r6 + d]);
      s60 = x6.fma(b0, s60);
      s61 = x6.fma(b1, s61);
      FloatVector x7 = FloatVector.broadcast(F, a[r7 + d]);
      s70 = x7.fma(b0, s70);
      s71 = x7.fma(b1, s71);
      bo += width;
    }
    s00.intoArray(c, co);
    s01.intoArray(c, co + L);
    s10.intoArray(c, co + 1 * stride);
    s11.intoArray(c, co + 1 * stride + L);
    s20.intoArray(c, co + 2 * stride);
    s21.intoArray(c, co + 2 * stride + L);
    s30.intoArray(c, co + 3 * stride);
    s31.intoArray(c, co + 3 * stride + L);
    s40.intoArray(c, co + 4 * stride);
    s41.intoArray(c, co + 4 * stride + L);
    s50.intoArray(c, co + 5 * stride);
    s51.intoArray(c, co + 5 * stride + L);
    s60.intoArray(c, co + 6 * stride);
    s61.intoArray(c, co + 6 * stride + L);
    s70.intoArray(c, co + 7 * stride);
    s71.intoArray(c, co + 7 * stride + L);
  }

  /** 4 rows, 2 vectors wide: 8 accumulators. Rows beyond {@code last} repeat it. */
  private static void tile4x2(
      float[] a,
      int[] rows,
      int row,
      int last,
      int[] depth,
      int from,
      int to,
      float[] b,
      int bo,
      int width,
      float[] init,
      int at,
      float[] c,
      int co,
      int stride) {
    int r0 = rows[row];
    int r1 = rows[Math.min(row + 1, last)];
    int r2 = rows[Math.min(row + 2, last)];
    int r3 = rows[Math.min(row + 3, last)];
    FloatVector s00 = FloatVector.fromArray(F, init, at);
    FloatVector s01 = FloatVector.fromArray(F, init, at + L);
    FloatVector s10 = s00, s11 = s01;
    FloatVector s20 = s00, s21 = s01;
    FloatVector s30 = s00, s31 = s01;
    for (int k = from; k < to; k++) {
      int d = depth[k];
      FloatVector b0 = FloatVector.fromArray(F, b, bo);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + L);
      FloatVector x0 = FloatVector.broadcast(F, a[r0 + d]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(F, a[r1 + d]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(F, a[r2 + d]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      FloatVector x3 = FloatVector.broadcast(F, a[r3 + d]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      bo += width;
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

  /** 8 rows, 1 vector wide: 8 accumulators. Rows beyond {@code last} repeat it. */
  private static void tile8x1(
      float[] a,
      int[] rows,
      int row,
      int last,
      int[] depth,
      int from,
      int to,
      float[] b,
      int bo,
      int width,
      float[] init,
      int at,
      float[] c,
      int co,
      int stride) {
    int r0 = rows[row];
    int r1 = rows[Math.min(row + 1, last)];
    int r2 = rows[Math.min(row + 2, last)];
    int r3 = rows[Math.min(row + 3, last)];
    int r4 = rows[Math.min(row + 4, last)];
    int r5 = rows[Math.min(row + 5, last)];
    int r6 = rows[Math.min(row + 6, last)];
    int r7 = rows[Math.min(row + 7, last)];
    FloatVector s00 = FloatVector.fromArray(F, init, at);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    FloatVector s40 = s00;
    FloatVector s50 = s00;
    FloatVector s60 = s00;
    FloatVector s70 = s00;
    for (int k = from; k < to; k++) {
      int d = depth[k];
      FloatVector b0 = FloatVector.fromArray(F, b, bo);
      FloatVector x0 = FloatVector.broadcast(F, a[r0 + d]);
      s00 = x0.fma(b0, s00);
      FloatVector x1 = FloatVector.broadcast(F, a[r1 + d]);
      s10 = x1.fma(b0, s10);
      FloatVector x2 = FloatVector.broadcast(F, a[r2 + d]);
      s20 = x2.fma(b0, s20);
      FloatVector x3 = FloatVector.broadcast(F, a[r3 + d]);
      s30 = x3.fma(b0, s30);
      FloatVector x4 = FloatVector.broadcast(F, a[r4 + d]);
      s40 = x4.fma(b0, s40);
      FloatVector x5 = FloatVector.broadcast(F, a[r5 + d]);
      s50 = x5.fma(b0, s50);
      FloatVector x6 = FloatVector.broadcast(F, a[r6 + d]);
      s60 = x6.fma(b0, s60);
      FloatVector x7 = FloatVector.broadcast(F, a[r7 + d]);
      s70 = x7.fma(b0, s70);
      bo += width;
    }
    s00.intoArray(c, co);
    s10.intoArray(c, co + 1 * stride);
    s20.intoArray(c, co + 2 * stride);
    s30.intoArray(c, co + 3 * stride);
    s40.intoArray(c, co + 4 * stride);
    s50.intoArray(c, co + 5 * stride);
    s60.intoArray(c, co + 6 * stride);
    s70.intoArray(c, co + 7 * stride);
  }
}
