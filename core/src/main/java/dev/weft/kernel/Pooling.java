package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Max and average pooling of images (NHWC), one image a call. x, dx: (samples, height, width, channels); y, dy:
 * (samples, down, across, channels).
 *
 * @param top rows of padding above the image; windows see only pixels that exist
 */
public record Pooling(
    int height,
    int width,
    int channels,
    int window,
    int windowAcross,
    int stride,
    int strideAcross,
    int top,
    int left,
    int down,
    int across) {

  public void max(float[] x, float[] y, int sample) {
    max(x, sample, y, sample);
  }

  /**
   * As {@link #max(float[], float[], int)}, where x has another number of images than y.
   *
   * @param image which of x's it is
   */
  public void max(float[] x, int image, float[] y, int sample) {
    for (int i = 0; i < down; i++) {
      int rows = lastRow(i) - firstRow(i);
      for (int j = 0; j < across; j++) {
        int at = input(image, firstRow(i), firstColumn(j));
        largest(x, at, rows, lastColumn(j) - firstColumn(j), y, output(sample, i, j));
      }
    }
  }

  /** The largest of {@code rows * columns} pixels from x[at] on, for all channels. */
  private void largest(float[] x, int at, int rows, int columns, float[] y, int to) {
    if (Simd.SCALAR || channels < L) {
      for (int c = 0; c < channels; c++) {
        y[to + c] = largest(x, at + c, rows, columns);
      }
    } else if (rows == 2 && columns == 2) {
      Vectors.largestOf4(channels, width, x, at, y, to);
    } else if (rows == 3 && columns == 3) {
      Vectors.largestOf9(channels, width, x, at, y, to);
    } else {
      Vectors.largestOfAny(channels, width, x, at, rows, columns, y, to);
    }
  }

  private float largest(float[] x, int at, int rows, int columns) {
    float max = x[at];
    for (int u = 0; u < rows; u++) {
      for (int v = 0; v < columns; v++) {
        max = Math.max(max, x[at + (u * width + v) * channels]);
      }
    }
    return max;
  }

  /** Each window's gradient goes to the first pixel that has its maximum. */
  public void maxBackward(float[] x, float[] y, float[] dy, float[] dx, int sample) {
    maxBackward(x, sample, y, dy, dx, sample);
  }

  /**
   * As {@link #maxBackward(float[], float[], float[], float[], int)}, where x and dx have another number of images than
   * y.
   *
   * @param image which of x's it is
   */
  public void maxBackward(float[] x, int image, float[] y, float[] dy, float[] dx, int sample) {
    boolean tiles = stride == window && strideAcross == windowAcross;
    int cleared = 0;
    for (int i = 0; i < down; i++) {
      int rows = lastRow(i) - firstRow(i);
      if (tiles) {
        clearBeside(dx, image, i);
      } else {
        Arrays.fill(dx, input(image, cleared, 0), input(image, lastRow(i), 0), 0);
      }
      cleared = lastRow(i);
      for (int j = 0; j < across; j++) {
        int at = input(image, firstRow(i), firstColumn(j));
        int columns = lastColumn(j) - firstColumn(j);
        int from = output(sample, i, j);
        if (Simd.SCALAR || channels < L) {
          for (int c = 0; c < channels; c++) {
            add(x, y[from + c], dy[from + c], dx, at + c, rows, columns, tiles);
          }
        } else if (tiles) {
          Vectors.write(channels, width, x, y, dy, from, dx, at, rows, columns);
        } else {
          Vectors.add(channels, width, x, y, dy, from, dx, at, rows, columns);
        }
      }
    }
    Arrays.fill(dx, input(image, cleared, 0), input(image + 1, 0, 0), 0);
  }

  /** Clears what lies to the right of a row of windows. */
  private void clearBeside(float[] dx, int sample, int i) {
    for (int u = firstRow(i); u < lastRow(i); u++) {
      Arrays.fill(dx, input(sample, u, lastColumn(across - 1)), input(sample, u + 1, 0), 0);
    }
  }

  /** One channel of a window: adds its gradient where x has the maximum, or writes it if the windows are tiles. */
  private void add(float[] x, float max, float gradient, float[] dx, int from, int rows, int columns, boolean tiles) {
    float rest = gradient;
    for (int u = 0; u < rows; u++) {
      for (int v = 0; v < columns; v++) {
        int at = from + (u * width + v) * channels;
        float part = x[at] == max ? rest : 0;
        dx[at] = tiles ? part : dx[at] + part;
        rest = x[at] == max ? 0 : rest;
      }
    }
  }

  public void average(float[] x, float[] y, int sample) {
    average(x, sample, y, sample);
  }

  /**
   * As {@link #average(float[], float[], int)}, where x has another number of images than y.
   *
   * @param image which of x's it is
   */
  public void average(float[] x, int image, float[] y, int sample) {
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        int to = output(sample, i, j);
        Arrays.fill(y, to, to + channels, 0);
        for (int u = firstRow(i); u < lastRow(i); u++) {
          for (int v = firstColumn(j); v < lastColumn(j); v++) {
            int at = input(image, u, v);
            for (int c = 0; c < channels; c++) {
              y[to + c] += x[at + c];
            }
          }
        }
        float share = share(i, j);
        for (int c = 0; c < channels; c++) {
          y[to + c] *= share;
        }
      }
    }
  }

  public void averageBackward(float[] dy, float[] dx, int sample) {
    averageBackward(dy, dx, sample, sample);
  }

  /**
   * As {@link #averageBackward(float[], float[], int)}, where dx has another number of images than dy.
   *
   * @param image which of dx's it is
   */
  public void averageBackward(float[] dy, float[] dx, int image, int sample) {
    int size = height * width * channels;
    Arrays.fill(dx, image * size, (image + 1) * size, 0);
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        int from = output(sample, i, j);
        float share = share(i, j);
        for (int u = firstRow(i); u < lastRow(i); u++) {
          for (int v = firstColumn(j); v < lastColumn(j); v++) {
            int at = input(image, u, v);
            for (int c = 0; c < channels; c++) {
              dx[at + c] += share * dy[from + c];
            }
          }
        }
      }
    }
  }

  private float share(int i, int j) {
    return 1f / ((lastRow(i) - firstRow(i)) * (lastColumn(j) - firstColumn(j)));
  }

  private int input(int sample, int u, int v) {
    return ((sample * height + u) * width + v) * channels;
  }

  private int output(int sample, int i, int j) {
    return ((sample * down + i) * across + j) * channels;
  }

  private int firstRow(int i) {
    return Math.max(0, i * stride - top);
  }

  private int lastRow(int i) {
    return Math.min(height, i * stride - top + window);
  }

  private int firstColumn(int j) {
    return Math.max(0, j * strideAcross - left);
  }

  private int lastColumn(int j) {
    return Math.min(width, j * strideAcross - left + windowAcross);
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    /**
     * The last vector ends with the last channel, and does again some of what the one before it did: cheaper than one
     * channel at a time.
     */
    static void largestOfAny(int channels, int width, float[] x, int at, int rows, int columns, float[] y, int to) {
      for (int c = 0; c < channels; c += L) {
        int k = Math.min(c, channels - L);
        FloatVector max = FloatVector.fromArray(F, x, at + k);
        for (int u = 0; u < rows; u++) {
          for (int v = 0; v < columns; v++) {
            max = max.max(FloatVector.fromArray(F, x, at + k + (u * width + v) * channels));
          }
        }
        max.intoArray(y, to + k);
      }
    }

    /** Windows of 2 by 2; without loops it takes half the time. */
    static void largestOf4(int channels, int width, float[] x, int at, float[] y, int to) {
      for (int c = 0; c < channels; c += L) {
        int k = Math.min(c, channels - L);
        int below = at + k + width * channels;
        largestOf2(channels, x, at + k).max(largestOf2(channels, x, below)).intoArray(y, to + k);
      }
    }

    /** Windows of 3 by 3; without loops it takes half the time. */
    static void largestOf9(int channels, int width, float[] x, int at, float[] y, int to) {
      for (int c = 0; c < channels; c += L) {
        int k = Math.min(c, channels - L);
        int second = at + k + width * channels;
        int third = second + width * channels;
        largestOf3(channels, x, at + k)
            .max(largestOf3(channels, x, second))
            .max(largestOf3(channels, x, third))
            .intoArray(y, to + k);
      }
    }

    static FloatVector largestOf2(int channels, float[] x, int at) {
      return FloatVector.fromArray(F, x, at).max(FloatVector.fromArray(F, x, at + channels));
    }

    static FloatVector largestOf3(int channels, float[] x, int at) {
      return largestOf2(channels, x, at).max(FloatVector.fromArray(F, x, at + 2 * channels));
    }

    /**
     * Writes the gradient where x has the maximum, and 0 elsewhere: where no pixel is in two windows, this saves
     * clearing and reading dx, and with them half the time.
     */
    static void write(
        int channels,
        int width,
        float[] x,
        float[] y,
        float[] dy,
        int from,
        float[] dx,
        int at,
        int rows,
        int columns) {
      int below = (width - columns) * channels;
      for (int c = 0; c < channels; c += L) {
        int k = Math.min(c, channels - L);
        FloatVector max = FloatVector.fromArray(F, y, from + k);
        FloatVector rest = FloatVector.fromArray(F, dy, from + k);
        int pixel = at + k;
        for (int u = 0; u < rows; u++, pixel += below) {
          for (int v = 0; v < columns; v++, pixel += channels) {
            VectorMask<Float> hit = FloatVector.fromArray(F, x, pixel).compare(VectorOperators.EQ, max);
            FloatVector.zero(F).blend(rest, hit).intoArray(dx, pixel);
            rest = rest.blend(0, hit);
          }
        }
      }
    }

    /** Adds the gradient where x has the maximum; the last vector adds 0 to what the one before it has done. */
    static void add(
        int channels,
        int width,
        float[] x,
        float[] y,
        float[] dy,
        int from,
        float[] dx,
        int at,
        int rows,
        int columns) {
      int below = (width - columns) * channels;
      for (int c = 0; c < channels; c += L) {
        int k = Math.min(c, channels - L);
        FloatVector max = FloatVector.fromArray(F, y, from + k);
        VectorMask<Float> done = FloatVector.zero(F).addIndex(1).compare(VectorOperators.LT, c - k);
        FloatVector rest = FloatVector.fromArray(F, dy, from + k).blend(0, done);
        int pixel = at + k;
        for (int u = 0; u < rows; u++, pixel += below) {
          for (int v = 0; v < columns; v++, pixel += channels) {
            VectorMask<Float> hit = FloatVector.fromArray(F, x, pixel).compare(VectorOperators.EQ, max);
            FloatVector.fromArray(F, dx, pixel).add(FloatVector.zero(F).blend(rest, hit)).intoArray(dx, pixel);
            rest = rest.blend(0, hit);
          }
        }
      }
    }
  }
}
