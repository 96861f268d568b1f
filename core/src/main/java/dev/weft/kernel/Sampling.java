package dev.weft.kernel;

/**
 * Reads an image (height, width, channels) at places between and beyond its pixels. It stands in memory with a border
 * of one pixel. Two tables say where rows and columns begin, those beyond the image's edges among them: {@code rows[i]}
 * for row {@code i - rowsBefore}, and {@code columns[i]} for column {@code i - columnsBefore}. Every place must lie at
 * least one below the end of the tables.
 *
 * <p>Loops over pixels are written for one channel and for three, of which nearly all images are: an inner loop of one
 * round costs more than what it does.
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
      int top = rows[row];
      int bottom = rows[row + 1];
      int left = columns[column];
      int next = columns[column + 1];
      if (channels == 1) {
        to[at++] = between(image, top + left, top + next, bottom + left, bottom + next, right, below);
      } else if (channels == 3) {
        to[at] = between(image, top + left, top + next, bottom + left, bottom + next, right, below);
        to[at + 1] = between(image, top + left + 1, top + next + 1, bottom + left + 1, bottom + next + 1, right, below);
        to[at + 2] = between(image, top + left + 2, top + next + 2, bottom + left + 2, bottom + next + 2, right, below);
        at += 3;
      } else {
        for (int c = 0; c < channels; c++) {
          to[at++] = between(image, top + left + c, top + next + c, bottom + left + c, bottom + next + c, right, below);
        }
      }
    }
  }

  private static float between(
      float[] image, int topLeft, int topRight, int bottomLeft, int bottomRight, float right, float below) {
    float top = between(image[topLeft], image[topRight], right);
    float bottom = between(image[bottomLeft], image[bottomRight], right);
    return between(top, bottom, below);
  }

  private static float between(float one, float other, float part) {
    return one + part * (other - one);
  }

  /**
   * The same as {@link #bilinear} where rows stay rows and columns stay columns: pixel (y, x) is read at {@code (ys[y],
   * xs[x])}.
   *
   * @param stride numbers from one row of the image in memory to the next
   * @param rights receives what stands in between: for each x how far right of a pixel it is read
   * @param lefts the same, where that pixel begins
   * @param nexts the same, where the next pixel begins
   * @param line the same, {@code stride} numbers
   * @param to receives {@code height * width * channels} numbers
   */
  public static void bilinearGrid(
      float[] image,
      int stride,
      int[] rows,
      int rowsBefore,
      int[] columns,
      int columnsBefore,
      float[] ys,
      int height,
      float[] xs,
      int width,
      int channels,
      float[] rights,
      int[] lefts,
      int[] nexts,
      float[] line,
      float[] to,
      int at) {
    for (int x = 0; x < width; x++) {
      int column = (int) (xs[x] + columnsBefore);
      rights[x] = xs[x] - (column - columnsBefore);
      lefts[x] = columns[column];
      nexts[x] = columns[column + 1];
    }
    for (int y = 0; y < height; y++) {
      int row = (int) (ys[y] + rowsBefore);
      float below = ys[y] - (row - rowsBefore);
      int top = rows[row];
      int bottom = rows[row + 1];
      for (int i = 0; i < stride; i++) {
        line[i] = between(image[top + i], image[bottom + i], below);
      }
      across(line, lefts, nexts, rights, channels, to, at + y * width * channels);
    }
  }

  private static void across(float[] line, int[] lefts, int[] nexts, float[] rights, int channels, float[] to, int at) {
    switch (channels) {
      case 1 -> acrossGrey(line, lefts, nexts, rights, to, at);
      case 3 -> acrossColour(line, lefts, nexts, rights, to, at);
      default -> {
        for (int x = 0; x < rights.length; x++) {
          for (int c = 0; c < channels; c++) {
            to[at++] = between(line[lefts[x] + c], line[nexts[x] + c], rights[x]);
          }
        }
      }
    }
  }

  private static void acrossGrey(float[] line, int[] lefts, int[] nexts, float[] rights, float[] to, int at) {
    for (int x = 0; x < rights.length; x++) {
      to[at + x] = between(line[lefts[x]], line[nexts[x]], rights[x]);
    }
  }

  private static void acrossColour(float[] line, int[] lefts, int[] nexts, float[] rights, float[] to, int at) {
    for (int x = 0; x < rights.length; x++) {
      int left = lefts[x];
      int next = nexts[x];
      float right = rights[x];
      to[at + 3 * x] = between(line[left], line[next], right);
      to[at + 3 * x + 1] = between(line[left + 1], line[next + 1], right);
      to[at + 3 * x + 2] = between(line[left + 2], line[next + 2], right);
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
      if (channels == 1) {
        to[at++] = image[from];
      } else {
        for (int c = 0; c < channels; c++) {
          to[at++] = image[from + c];
        }
      }
    }
  }
}
