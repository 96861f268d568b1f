package dev.weft.kernel;

/**
 * Reads an image (height, width, channels) at places between and beyond its pixels. It stands in memory with a border
 * of one pixel. Two tables say where rows and columns begin, those beyond the image's edges among them: {@code rows[i]}
 * for row {@code i - rowsBefore}, and {@code columns[i]} for column {@code i - columnsBefore}. Every place must lie at
 * least one below the end of the tables.
 */
public final class Sampling {
  private Sampling() {}

  /**
   * The four pixels around each place {@code (ys[i], xs[i])}, each by how near it is.
   *
   * @param to receives {@code count * channels} numbers
   */
  public static void bilinear(
      float[] image,
      int[] rows,
      int rowsBefore,
      int[] columns,
      int columnsBefore,
      float[] ys,
      float[] xs,
      int count,
      int channels,
      float[] to,
      int at) {
    for (int i = 0; i < count; i++) {
      int row = (int) (ys[i] + rowsBefore);
      int column = (int) (xs[i] + columnsBefore);
      float below = ys[i] - (row - rowsBefore);
      float right = xs[i] - (column - columnsBefore);
      int topLeft = rows[row] + columns[column];
      int topRight = rows[row] + columns[column + 1];
      int bottomLeft = rows[row + 1] + columns[column];
      int bottomRight = rows[row + 1] + columns[column + 1];
      for (int c = 0; c < channels; c++) {
        float top = image[topLeft + c] + right * (image[topRight + c] - image[topLeft + c]);
        float bottom = image[bottomLeft + c] + right * (image[bottomRight + c] - image[bottomLeft + c]);
        to[at++] = top + below * (bottom - top);
      }
    }
  }

  /**
   * The pixel nearest to each place {@code (ys[i], xs[i])}; of two as near, the one whose number is even.
   *
   * @param to receives {@code count * channels} numbers
   */
  public static void nearest(
      float[] image,
      int[] rows,
      int rowsBefore,
      int[] columns,
      int columnsBefore,
      float[] ys,
      float[] xs,
      int count,
      int channels,
      float[] to,
      int at) {
    for (int i = 0; i < count; i++) {
      int from = rows[(int) Math.rint(ys[i]) + rowsBefore] + columns[(int) Math.rint(xs[i]) + columnsBefore];
      for (int c = 0; c < channels; c++) {
        to[at++] = image[from + c];
      }
    }
  }
}
