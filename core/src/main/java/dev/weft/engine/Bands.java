package dev.weft.engine;

/**
 * Images cut into bands of rows, which are units of work, so that several threads share a single image.
 *
 * @param rows of one image
 * @param height the rows of a band; the last may have fewer
 */
record Bands(int rows, int height) {
  /** Floats of a band: few enough for a core's second cache, enough to be worth a unit. */
  private static final long FLOATS = 1 << 14;

  /**
   * @param floats that one row is made of, or makes
   */
  static Bands of(int rows, long floats) {
    return new Bands(rows, Math.clamp(Math.ceilDiv(FLOATS, Math.max(1, floats)), 1, Math.max(1, rows)));
  }

  private int ofImage() {
    return Math.max(1, Math.ceilDiv(rows, height));
  }

  int units(int samples) {
    return samples * ofImage();
  }

  int sample(int unit) {
    return unit / ofImage();
  }

  /** A unit's first row in its image. */
  int from(int unit) {
    return unit % ofImage() * height;
  }

  /** The row after its last one. */
  int to(int unit) {
    return Math.min(rows, from(unit) + height);
  }
}
