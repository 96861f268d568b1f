package dev.weft.kernel;

/** Scratch for the last tiles of a product: these write whole vectors, of which c gets the columns and rows it has. */
final class EdgeBuffer {
  /** The most rows at a time. */
  static final int ROWS = 128;

  private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[ROWS * Product.WIDTH]);

  private EdgeBuffer() {}

  /**
   * This thread's scratch, (rows, width), which begins with what c (rows, columns) holds if sums shall go on from it.
   */
  static float[] of(boolean goesOn, float[] c, int co, int stride, int rows, int columns, int width) {
    float[] scratch = SCRATCH.get();
    if (goesOn) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(c, co + i * stride, scratch, i * width, columns);
      }
    }
    return scratch;
  }

  static void into(float[] scratch, int width, float[] c, int co, int stride, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(scratch, i * width, c, co + i * stride, columns);
    }
  }
}
