package dev.weft.kernel;

/**
 * {@link Product} and {@link TransposedProduct} one number at a time: what they are, and what segments without SIMD.
 */
final class ProductReference {
  private ProductReference() {}

  static void panel(
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
    int width = columns <= Product.NARROW ? Product.NARROW : Product.WIDTH;
    for (int i = rowFrom; i < rowTo; i++) {
      int out = co + (i - rowFrom) * stride;
      for (int j = 0; j < columns; j++) {
        float sum = bias == Product.ADD ? c[out + j] : bias == Product.ZERO ? 0 : b[bias + j];
        for (int k = 0; k < depth; k++) {
          sum = Math.fma(a[rows[i] + segments[k / segment] + k % segment], b[bo + k * width + j], sum);
        }
        c[out + j] = sum;
      }
    }
  }

  /** The part of the sums from {@code from} to {@code to}. */
  static void transposed(
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
    for (int i = rowFrom; i < rowTo; i++) {
      for (int j = 0; j < columns; j++) {
        int panel = j / Product.WIDTH;
        int width = PackedMatrix.width(panel, columns);
        int column = bo + PackedMatrix.offset(panel, count) + j % Product.WIDTH;
        int out = co + i * stride + j;
        float sum = add ? c[out] : 0;
        for (int k = from; k < to; k++) {
          sum = Math.fma(a[rows[i] + depth[k]], b[column + k * width], sum);
        }
        c[out] = sum;
      }
    }
  }
}
