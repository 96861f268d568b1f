package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Windows slid over pictures (NHWC), one picture a call. x, dx: (samples, height, width, channels); y, dy: (samples,
 * down, across, channels).
 *
 * @param top rows of padding above the picture; windows see only pixels that exist
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
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        int to = output(sample, i, j);
        int c = 0;
        if (!Simd.SCALAR) {
          for (; c <= channels - L; c += L) {
            FloatVector max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
            for (int u = firstRow(i); u < lastRow(i); u++) {
              int at = input(sample, u, firstColumn(j)) + c;
              for (int v = firstColumn(j); v < lastColumn(j); v++, at += channels) {
                max = max.max(FloatVector.fromArray(F, x, at));
              }
            }
            max.intoArray(y, to + c);
          }
        }
        for (; c < channels; c++) {
          float max = Float.NEGATIVE_INFINITY;
          for (int u = firstRow(i); u < lastRow(i); u++) {
            for (int v = firstColumn(j); v < lastColumn(j); v++) {
              max = Math.max(max, x[input(sample, u, v) + c]);
            }
          }
          y[to + c] = max;
        }
      }
    }
  }

  /** Each window's gradient goes to the first pixel that has its maximum. */
  public void maxBackward(float[] x, float[] y, float[] dy, float[] dx, int sample) {
    int size = height * width * channels;
    Arrays.fill(dx, sample * size, (sample + 1) * size, 0);
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        int from = output(sample, i, j);
        int c = 0;
        if (!Simd.SCALAR) {
          for (; c <= channels - L; c += L) {
            FloatVector max = FloatVector.fromArray(F, y, from + c);
            FloatVector gradient = FloatVector.fromArray(F, dy, from + c);
            VectorMask<Float> waiting = F.maskAll(true);
            for (int u = firstRow(i); u < lastRow(i); u++) {
              int at = input(sample, u, firstColumn(j)) + c;
              for (int v = firstColumn(j); v < lastColumn(j); v++, at += channels) {
                VectorMask<Float> hit = FloatVector.fromArray(F, x, at).compare(VectorOperators.EQ, max).and(waiting);
                waiting = waiting.andNot(hit);
                FloatVector.fromArray(F, dx, at).lanewise(VectorOperators.ADD, gradient, hit).intoArray(dx, at);
              }
            }
          }
        }
        for (; c < channels; c++) {
          maxBackward(x, y[from + c], dy[from + c], dx, sample, i, j, c);
        }
      }
    }
  }

  private void maxBackward(float[] x, float max, float gradient, float[] dx, int sample, int i, int j, int c) {
    for (int u = firstRow(i); u < lastRow(i); u++) {
      for (int v = firstColumn(j); v < lastColumn(j); v++) {
        int at = input(sample, u, v) + c;
        if (x[at] == max) {
          dx[at] += gradient;
          return;
        }
      }
    }
  }

  public void average(float[] x, float[] y, int sample) {
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        int to = output(sample, i, j);
        Arrays.fill(y, to, to + channels, 0);
        for (int u = firstRow(i); u < lastRow(i); u++) {
          for (int v = firstColumn(j); v < lastColumn(j); v++) {
            int at = input(sample, u, v);
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
    int size = height * width * channels;
    Arrays.fill(dx, sample * size, (sample + 1) * size, 0);
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        int from = output(sample, i, j);
        float share = share(i, j);
        for (int u = firstRow(i); u < lastRow(i); u++) {
          for (int v = firstColumn(j); v < lastColumn(j); v++) {
            int at = input(sample, u, v);
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
}
