package dev.weft.kernel;

/** {@link Product} one number at a time: its specification, and what runs without SIMD. */
final class ProductReference {
  private ProductReference() {}

  static void panel(
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
    for (int i = rowFrom; i < rowTo; i++) {
      int at = co + (i - rowFrom) * stride;
      for (int j = 0; j < columns; j++) {
        float sum = bias >= 0 ? b[bias + j] : 0;
        for (int k = depthFrom; k < depthTo; k++) {
          sum = Math.fma(a[rows[i] + depth[k]], b[bo + (k - depthFrom) * width + j], sum);
        }
        c[at + j] = bias == Product.ADD ? c[at + j] + sum : sum;
      }
    }
  }
}
