package dev.weft.image;

import java.util.Arrays;

/**
 * Grey closing and opening with a square: the closing fills dark things that are narrower than the square, and leaves
 * the edges of wider ones where they are. See van Herk, A fast algorithm for local minimum and maximum filters (1992).
 */
final class GreyClosing {
  /** Columns that are filtered together, so that what is needed of them stays in the cache. */
  private static final int STRIP = 32;

  private GreyClosing() {}

  /**
   * The closing of an image: for each place the minimum of the maxima around it.
   *
   * <p>The maxima are those of all squares, also of those that stand out of the image: so ground that grows darker
   * towards an edge stays ground.
   *
   * @param values (height, width)
   * @param reach how far the square goes to each side, at least 1
   * @return (height, width)
   */
  static float[] of(float[] values, int height, int width, int reach) {
    int more = 2 * reach;
    float[] most = maxima(values, height, width, reach, more);
    most = maxima(transposed(most, height + more, width), width, height + more, reach, more);
    negate(most);
    float[] least = maxima(most, width + more, height + more, reach, 0);
    least = maxima(transposed(least, width, height + more), height + more, width, reach, 0);
    negate(least);
    return least;
  }

  private static void negate(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
  }

  private static float[] transposed(float[] values, int height, int width) {
    float[] turned = new float[values.length];
    for (int top = 0; top < height; top += STRIP) {
      for (int left = 0; left < width; left += STRIP) {
        for (int y = top; y < Math.min(top + STRIP, height); y++) {
          for (int x = left; x < Math.min(left + STRIP, width); x++) {
            turned[x * height + y] = values[y * width + x];
          }
        }
      }
    }
    return turned;
  }

  /**
   * The maxima of all columns' windows: each window is the end of one block and the start of the next.
   *
   * @param around how far windows may stand out at both ends
   * @return (height + 2 (around - reach), width)
   */
  private static float[] maxima(float[] values, int height, int width, int reach, int around) {
    int block = 2 * reach + 1;
    int results = height + 2 * (around - reach);
    int whole = Math.ceilDiv(height + 2 * around, block) * block;
    float[] fromTop = new float[whole * STRIP];
    float[] fromBottom = new float[whole * STRIP];
    float[] running = new float[STRIP];
    float[] result = new float[results * width];
    for (int left = 0; left < width; left += STRIP) {
      int wide = Math.min(STRIP, width - left);
      Arrays.fill(fromTop, Float.NEGATIVE_INFINITY);
      for (int y = 0; y < height; y++) {
        System.arraycopy(values, y * width + left, fromTop, (y + around) * STRIP, wide);
      }
      System.arraycopy(fromTop, 0, fromBottom, 0, fromTop.length);
      for (int y = 0; y < whole; y++) {
        raise(fromTop, y * STRIP, running, y % block == 0);
      }
      for (int y = whole - 1; y >= 0; y--) {
        raise(fromBottom, y * STRIP, running, y % block == block - 1);
      }
      for (int y = 0; y < results; y++) {
        int end = (y + block - 1) * STRIP;
        for (int x = 0; x < wide; x++) {
          result[y * width + left + x] = Math.max(fromBottom[y * STRIP + x], fromTop[end + x]);
        }
      }
    }
    return result;
  }

  /** A row becomes the maximum of itself and of those of its block before it. */
  private static void raise(float[] rows, int at, float[] running, boolean isFirst) {
    if (!isFirst) {
      for (int x = 0; x < STRIP; x++) {
        rows[at + x] = Math.max(rows[at + x], running[x]);
      }
    }
    System.arraycopy(rows, at, running, 0, STRIP);
  }
}
