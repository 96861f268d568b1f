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
    int more = 2 * reach;
    float[] most = maxima(values, height, width, reach, more);
    negate(most);
    float[] least = maxima(most, height + more, width + more, reach, 0);
    negate(least);
    return least;
  }

  private static void negate(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
  }

  /**
   * The maxima of all squares, also of those that stand out of the image: so ground that grows darker towards an edge
   * stays ground.
   *
   * @param around how far squares may stand out
   * @return (height + 2 (around - reach), width + 2 (around - reach))
   */
  private static float[] maxima(float[] values, int height, int width, int reach, int around) {
    Line row = new Line(width, reach, around);
    float[] rows = new float[height * row.results];
    for (int y = 0; y < height; y++) {
      row.filter(values, y * width, 1, rows, y * row.results);
    }
    Line column = new Line(height, reach, around);
    float[] result = new float[column.results * row.results];
    for (int x = 0; x < row.results; x++) {
      column.filter(rows, x, row.results, result, x);
    }
    return result;
  }

  /** The maxima of a line: each window is the end of one block and the start of the next. */
  private static final class Line {
    private final int length;
    private final int around;
    private final int block;
    private final int results;
    private final float[] padded;
    private final float[] fromLeft;
    private final float[] fromRight;

    Line(int length, int reach, int around) {
      this.length = length;
      this.around = around;
      block = 2 * reach + 1;
      results = length + 2 * around - 2 * reach;
      int whole = Math.ceilDiv(length + 2 * around, block) * block;
      padded = new float[whole];
      fromLeft = new float[whole];
      fromRight = new float[whole];
      Arrays.fill(padded, Float.NEGATIVE_INFINITY);
    }

    /** Both lines have the same step. */
    void filter(float[] in, int from, int step, float[] out, int to) {
      for (int i = 0; i < length; i++) {
        padded[i + around] = in[from + i * step];
      }
      for (int i = 0; i < padded.length; i++) {
        fromLeft[i] = i % block == 0 ? padded[i] : Math.max(fromLeft[i - 1], padded[i]);
      }
      for (int i = padded.length - 1; i >= 0; i--) {
        fromRight[i] = i % block == block - 1 ? padded[i] : Math.max(fromRight[i + 1], padded[i]);
      }
      for (int i = 0; i < results; i++) {
        out[to + i * step] = Math.max(fromRight[i], fromLeft[i + block - 1]);
      }
    }
  }
}
