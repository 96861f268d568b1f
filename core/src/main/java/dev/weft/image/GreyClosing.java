package dev.weft.image;

import java.util.Arrays;

/**
 * Grey closing and opening with a square: the closing fills dark things that are narrower than the square, and leaves
 * the edges of wider ones where they are. See van Herk, A fast algorithm for local minimum and maximum filters (1992).
 */
final class GreyClosing {
  private GreyClosing() {}

  /**
   * The closing of an image: for each place the minimum of the maxima around it.
   *
   * @param values (height, width)
   * @param reach how far the square goes to each side, at least 1
   * @return (height, width)
   */
  static float[] of(float[] values, int height, int width, int reach) {
    float[] most = maxima(values, height, width, reach);
    negate(most);
    float[] least = maxima(most, height, width, reach);
    negate(least);
    return least;
  }

  private static void negate(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
  }

  private static float[] maxima(float[] values, int height, int width, int reach) {
    float[] result = new float[values.length];
    Line row = new Line(width, reach);
    for (int y = 0; y < height; y++) {
      row.filter(values, result, y * width, 1);
    }
    Line column = new Line(height, reach);
    for (int x = 0; x < width; x++) {
      column.filter(result, result, x, width);
    }
    return result;
  }

  /** The maxima of a line: each window is the end of one block and the start of the next. */
  private static final class Line {
    private final int length;
    private final int reach;
    private final int block;
    private final float[] padded;
    private final float[] fromLeft;
    private final float[] fromRight;

    Line(int length, int reach) {
      this.length = length;
      this.reach = reach;
      block = 2 * reach + 1;
      int whole = Math.ceilDiv(length + 2 * reach, block) * block;
      padded = new float[whole];
      fromLeft = new float[whole];
      fromRight = new float[whole];
    }

    void filter(float[] in, float[] out, int from, int step) {
      Arrays.fill(padded, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < length; i++) {
        padded[i + reach] = in[from + i * step];
      }
      for (int i = 0; i < padded.length; i++) {
        fromLeft[i] = i % block == 0 ? padded[i] : Math.max(fromLeft[i - 1], padded[i]);
      }
      for (int i = padded.length - 1; i >= 0; i--) {
        fromRight[i] = i % block == block - 1 ? padded[i] : Math.max(fromRight[i + 1], padded[i]);
      }
      for (int i = 0; i < length; i++) {
        out[from + i * step] = Math.max(fromRight[i], fromLeft[i + block - 1]);
      }
    }
  }
}
