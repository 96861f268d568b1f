package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The right side of a {@link Product}, cut into panels of {@link Product#WIDTH} columns; the last is one vector wide
 * where its columns fit. A panel holds its columns row after row, zeros in the columns beyond the matrix, and after the
 * last row one row of bias.
 */
public final class PackedMatrix {
  private PackedMatrix() {}

  public static int count(int columns) {
    return (columns + Product.WIDTH - 1) / Product.WIDTH;
  }

  /** The first column of panel p. */
  public static int column(int p) {
    return p * Product.WIDTH;
  }

  /** The columns of panel p that the matrix really has. */
  public static int columns(int p, int columns) {
    return Math.min(Product.WIDTH, columns - column(p));
  }

  /** The columns that panel p stores. */
  public static int width(int p, int columns) {
    return columns(p, columns) <= Product.NARROW ? Product.NARROW : Product.WIDTH;
  }

  /** Where panel p begins, when each has {@code depth} rows and a row of bias. */
  public static int offset(int p, int depth) {
    return column(p) * (depth + 1);
  }

  /**
   * The floats that all panels take.
   *
   * @throws ArithmeticException if they are 2^31 or more
   */
  public static int size(int depth, int columns) {
    int last = count(columns) - 1;
    return Math.multiplyExact(column(last) + width(last, columns), depth + 1);
  }

  /** Packs rows {@code from} to {@code to} of panel p of {@code w (depth, columns)}. */
  public static void pack(float[] w, int from, int to, int depth, int columns, int p, float[] packed) {
    pack(w, 0, columns, from, to, depth, columns, p, packed, 0);
  }

  /**
   * The same of a part of a wider matrix.
   *
   * @param wo where the part's first number lies in w
   * @param stride the columns of w
   * @param po where the part's panels begin in {@code packed}
   */
  public static void pack(
      float[] w, int wo, int stride, int from, int to, int depth, int columns, int p, float[] packed, int po) {
    int real = columns(p, columns);
    int width = width(p, columns);
    int first = wo + column(p);
    int at = po + offset(p, depth) + from * width;
    if (real == width && !Simd.SCALAR) {
      Vectors.pack(w, first + from * stride, stride, to - from, width, packed, at);
      return;
    }
    for (int k = from; k < to; k++, at += width) {
      System.arraycopy(w, first + k * stride, packed, at, real);
    }
  }

  /** Puts {@code bias (columns)} after the rows of panel p. */
  public static void packBias(float[] bias, int depth, int columns, int p, float[] packed) {
    packBias(bias, 0, depth, columns, p, packed, 0);
  }

  /** The same of a part of a longer bias that begins at {@code bo}, for panels that begin at {@code po}. */
  public static void packBias(float[] bias, int bo, int depth, int columns, int p, float[] packed, int po) {
    System.arraycopy(bias, bo + column(p), packed, po + bias(p, depth, columns), columns(p, columns));
  }

  /** Where the bias of panel p lies. */
  public static int bias(int p, int depth, int columns) {
    return offset(p, depth) + depth * width(p, columns);
  }

  /** Packs panel p of the transpose of {@code w (columns, depth)}. */
  public static void packTransposed(float[] w, int depth, int columns, int p, float[] packed) {
    int real = columns(p, columns);
    int width = width(p, columns);
    int at = offset(p, depth);
    for (int j = 0; j < real; j++) {
      int row = (column(p) + j) * depth;
      for (int k = 0; k < depth; k++) {
        packed[at + k * width + j] = w[row + k];
      }
    }
  }

  /**
   * Rows as wide as their panel, vector by vector: a call of arraycopy for each takes four times as long. A loop for
   * each width: where one loop asked for the width, C2 made objects of its vectors in some starts of the JVM.
   */
  private static final class Vectors {
    static void pack(float[] w, int from, int columns, int rows, int width, float[] packed, int at) {
      if (width > L) {
        wide(w, from, columns, rows, packed, at);
      } else {
        narrow(w, from, columns, rows, packed, at);
      }
    }

    private static void wide(float[] w, int from, int columns, int rows, float[] packed, int at) {
      for (int k = 0; k < rows; k++) {
        FloatVector left = FloatVector.fromArray(F, w, from + k * columns);
        FloatVector right = FloatVector.fromArray(F, w, from + k * columns + L);
        left.intoArray(packed, at + k * Product.WIDTH);
        right.intoArray(packed, at + k * Product.WIDTH + L);
      }
    }

    private static void narrow(float[] w, int from, int columns, int rows, float[] packed, int at) {
      for (int k = 0; k < rows; k++) {
        FloatVector.fromArray(F, w, from + k * columns).intoArray(packed, at + k * L);
      }
    }
  }
}
