package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EveryWidth
class PoolingTest {
  private static final int SAMPLES = 2;

  /**
   * Plain, with a rest, overlapping, apart, padded, not square, the whole image; with channels around the width of
   * vectors.
   */
  static Stream<Pooling> cases() {
    return Stream.of(1, 3, 7, 8, 9, 12, 16, 17, 31, 33)
        .flatMap(channels ->
            Stream.of(
                new Pooling(6, 6, channels, 2, 2, 2, 2, 0, 0, 3, 3),
                new Pooling(7, 5, channels, 2, 2, 2, 2, 0, 0, 3, 2),
                new Pooling(7, 5, channels, 3, 3, 2, 2, 0, 0, 3, 2),
                new Pooling(7, 5, channels, 3, 2, 1, 1, 0, 0, 5, 4),
                new Pooling(8, 7, channels, 2, 1, 3, 2, 0, 0, 3, 4),
                new Pooling(5, 7, channels, 3, 3, 2, 2, 1, 1, 3, 4),
                new Pooling(4, 8, channels, 3, 3, 3, 3, 1, 0, 2, 3),
                new Pooling(5, 4, channels, 4, 3, 1, 2, 1, 0, 5, 2),
                new Pooling(4, 3, channels, 4, 3, 4, 3, 0, 0, 1, 1)));
  }

  private static float[] inputs(Pooling p) {
    return Floats.normal(p.channels(), SAMPLES * p.height() * p.width() * p.channels());
  }

  /** Whole numbers from 0 to 3, so that most windows have several maxima. */
  private static float[] ties(Pooling p) {
    float[] x = inputs(p);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(Math.round(x[i]));
    }
    return x;
  }

  private static float[] gradients(Pooling p) {
    return Floats.normal(7, SAMPLES * p.down() * p.across() * p.channels());
  }

  private static float[] filled(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 42);
    return values;
  }

  private interface Visitor {
    void visit(int to, int[] window);
  }

  /** Calls back for each output with the indices of its inputs, in order. */
  private static void windows(Pooling p, Visitor visitor) {
    for (int s = 0; s < SAMPLES; s++) {
      for (int i = 0; i < p.down(); i++) {
        for (int j = 0; j < p.across(); j++) {
          for (int c = 0; c < p.channels(); c++) {
            int to = ((s * p.down() + i) * p.across() + j) * p.channels() + c;
            visitor.visit(to, window(p, s, i, j, c));
          }
        }
      }
    }
  }

  private static int[] window(Pooling p, int s, int i, int j, int c) {
    Stream.Builder<Integer> inputs = Stream.builder();
    for (int u = i * p.stride() - p.top(); u < i * p.stride() - p.top() + p.window(); u++) {
      for (int v = j * p.strideAcross() - p.left(); v < j * p.strideAcross() - p.left() + p.windowAcross(); v++) {
        if (u >= 0 && u < p.height() && v >= 0 && v < p.width()) {
          inputs.add(((s * p.height() + u) * p.width() + v) * p.channels() + c);
        }
      }
    }
    return inputs.build().mapToInt(index -> index).toArray();
  }

  private static int firstMaximum(float[] x, int[] window) {
    int best = window[0];
    for (int at : window) {
      best = x[at] > x[best] ? at : best;
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void maxIsTheLargestOfEachWindow(Pooling p) {
    float[] x = inputs(p);
    float[] expected = gradients(p);
    windows(p, (to, window) -> expected[to] = x[firstMaximum(x, window)]);
    float[] y = filled(expected.length);
    for (int s = 0; s < SAMPLES; s++) {
      p.max(x, y, s);
    }
    assertSameBits(expected, y, "y");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void maxBackwardGoesToTheFirstMaximum(Pooling p) {
    float[] x = ties(p);
    float[] dy = gradients(p);
    float[] expected = new float[x.length];
    windows(p, (to, window) -> expected[firstMaximum(x, window)] += dy[to]);
    float[] y = new float[dy.length];
    float[] dx = filled(x.length);
    for (int s = 0; s < SAMPLES; s++) {
      p.max(x, y, s);
      p.maxBackward(x, y, dy, dx, s);
    }
    assertSameBits(expected, dx, "dx");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void averageIsTheMeanOfTheRealPixels(Pooling p) {
    float[] x = inputs(p);
    float[] y = filled(gradients(p).length);
    for (int s = 0; s < SAMPLES; s++) {
      p.average(x, y, s);
    }
    windows(
        p,
        (to, window) ->
            assertEquals(Arrays.stream(window).mapToDouble(at -> x[at]).average().orElseThrow(), y[to], 1e-6));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void averageBackwardIsSharedEvenly(Pooling p) {
    float[] dy = gradients(p);
    double[] expected = new double[inputs(p).length];
    windows(p, (to, window) -> Arrays.stream(window).forEach(at -> expected[at] += (double) dy[to] / window.length));
    float[] dx = filled(expected.length);
    for (int s = 0; s < SAMPLES; s++) {
      p.averageBackward(dy, dx, s);
    }
    for (int i = 0; i < dx.length; i++) {
      assertEquals(expected[i], dx[i], 2e-6);
    }
  }

  @Test
  void onlyTheSampleAskedForIsWritten() {
    Pooling p = new Pooling(4, 4, 17, 2, 2, 2, 2, 0, 0, 2, 2);
    float[] y = filled(gradients(p).length);
    float[] dx = filled(inputs(p).length);
    p.max(inputs(p), y, 1);
    p.maxBackward(inputs(p), y, gradients(p), dx, 1);
    assertArrayEquals(filled(y.length / 2), Arrays.copyOf(y, y.length / 2));
    assertArrayEquals(filled(dx.length / 2), Arrays.copyOf(dx, dx.length / 2));
  }

  @Test
  void aWindowWithNotANumberGivesNotANumber() {
    Pooling p = new Pooling(2, 2, 33, 2, 2, 2, 2, 0, 0, 1, 1);
    float[] x = new float[4 * 33];
    x[2 * 33 + 5] = Float.NaN;
    x[32] = Float.NaN;
    float[] y = new float[33];
    p.max(x, y, 0);
    for (int c = 0; c < 33; c++) {
      assertEquals(c == 5 || c == 32, Float.isNaN(y[c]));
    }
  }
}
