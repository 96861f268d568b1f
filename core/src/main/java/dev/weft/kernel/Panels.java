package dev.weft.kernel;

/**
 * The right side of a {@link Product}, cut into panels of {@link Product#WIDTH} columns; the last is one vector wide
 * where its columns fit. A panel holds its columns row after row, zeros in the columns beyond the matrix, and after the
 * last row one row of bias.
 */
public final class Panels {
  private Panels() {}

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

  /** The floats that all panels take. */
  public static int size(int depth, int columns) {
    int last = count(columns) - 1;
    return offset(last, depth) + width(last, columns) * (depth + 1);
  }

  /**
   * Whether few rows are better multiplied by a matrix of so many columns as it lies: each vector must end in it, and
   * 32 rows by (784, 256) take 85 instead of 118 microseconds with 512 bits, but 208 instead of 182 with 256.
   */
  public static boolean readsUnpacked(int rows, int columns) {
    return Simd.BITS == 512 && rows <= 64 && columns % Product.NARROW == 0;
  }

  /** Packs panel p of {@code w (depth, columns)} and of {@code bias (columns)}, null for zeros. */
  public static void pack(float[] w, float[] bias, int depth, int columns, int p, float[] panels) {
    int real = columns(p, columns);
    int width = width(p, columns);
    int at = offset(p, depth);
    for (int k = 0; k < depth; k++, at += width) {
      System.arraycopy(w, k * columns + column(p), panels, at, real);
    }
    if (bias != null) {
      System.arraycopy(bias, column(p), panels, at, real);
    }
  }

  /** Packs panel p of the transpose of {@code w (columns, depth)}. */
  public static void packTransposed(float[] w, int depth, int columns, int p, float[] panels) {
    int real = columns(p, columns);
    int width = width(p, columns);
    int at = offset(p, depth);
    for (int j = 0; j < real; j++) {
      int row = (column(p) + j) * depth;
      for (int k = 0; k < depth; k++) {
        panels[at + k * width + j] = w[row + k];
      }
    }
  }
}
