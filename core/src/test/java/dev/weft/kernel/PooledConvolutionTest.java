package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EveryWidth
class PooledConvolutionTest {
  /** y (down, across, filters) at {@code at}, from images as wide as needed and {@code more} pixels. */
  record Case(int down, int across, int filters, int more, int at) {
    int width() {
      return 2 * across + 2 + more;
    }

    int outputs() {
      return down * across * filters;
    }

    /** Few different numbers, so that windows often have the same sum. */
    float[] numbers(int seed, int length) {
      float[] numbers = Floats.normal(seed, length);
      for (int i = 0; i < length; i++) {
        numbers[i] = Math.round(numbers[i]);
      }
      return numbers;
    }

    float[] x(boolean ties) {
      int length = (2 * down + 2) * width();
      return ties ? numbers(1, length) : Floats.normal(1, length);
    }

    float[] w(boolean ties) {
      return ties ? numbers(2, 9 * filters) : Floats.normal(2, 9 * filters);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(1, 1, 16, 0, 0),
        new Case(3, 2, 16, 1, 5),
        new Case(2, 5, 32, 0, 7),
        new Case(4, 3, 48, 3, 0),
        new Case(13, 13, 32, 0, 100));
  }

  /** The convolution (2 down, 2 across, filters), a sum at a time. */
  private static float[] convolution(Case c, float[] x, float[] w, float[] bias) {
    float[] sums = new float[4 * c.outputs()];
    int i = 0;
    for (int row = 0; row < 2 * c.down; row++) {
      for (int column = 0; column < 2 * c.across; column++) {
        for (int f = 0; f < c.filters; f++, i++) {
          sums[i] = bias[f];
          for (int k = 0; k < 9; k++) {
            sums[i] = Math.fma(x[(row + k / 3) * c.width() + column + k % 3], w[k * c.filters + f], sums[i]);
          }
        }
      }
    }
    return sums;
  }

  private static Pooling pooling(Case c) {
    return new Pooling(2 * c.down, 2 * c.across, c.filters, 2, 2, 2, 2, 0, 0, c.down, c.across);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAConvolutionAndThenMaxPooling(Case c) {
    for (boolean ties : new boolean[] {true, false}) {
      float[] bias = Floats.normal(3, c.filters);
      float[] expected = new float[c.outputs()];
      pooling(c).max(convolution(c, c.x(ties), c.w(ties), bias), expected, 0);
      for (float[] winner : new float[][] {null, new float[c.at + c.outputs()]}) {
        float[] y = new float[c.at + c.outputs()];
        PooledConvolution.forward(c.x(ties), c.width(), c.w(ties), bias, c.filters, y, winner, c.at, c.down, c.across);
        assertSameBits(expected, Arrays.copyOfRange(y, c.at, y.length), "y");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachGradientGoesToTheFirstWindowThatWon(Case c) {
    for (boolean ties : new boolean[] {true, false}) {
      float[] x = c.x(ties);
      float[] sums = convolution(c, x, c.w(ties), new float[c.filters]);
      float[] y = new float[c.at + c.outputs()];
      float[] winner = new float[y.length];
      PooledConvolution.forward(
          x, c.width(), c.w(ties), new float[c.filters], c.filters, y, winner, c.at, c.down, c.across);
      float[] dy = Floats.normal(4, y.length);
      float[] dw = Floats.normal(5, 9 * c.filters);
      float[] expected = dw.clone();
      for (int i = 0; i < c.outputs(); i++) {
        int f = i % c.filters;
        int first = i / c.filters / c.across * 4 * c.across + i / c.filters % c.across * 2;
        int best = first;
        for (int window : new int[] {first + 1, first + 2 * c.across, first + 2 * c.across + 1}) {
          best = sums[window * c.filters + f] > sums[best * c.filters + f] ? window : best;
        }
        int corner = best / (2 * c.across) * c.width() + best % (2 * c.across);
        for (int k = 0; k < 9; k++) {
          int at = k * c.filters + f;
          expected[at] = Math.fma(x[corner + k / 3 * c.width() + k % 3], dy[c.at + i], expected[at]);
        }
      }
      PooledConvolution.backward(x, c.width(), dy, winner, c.at, dw, c.filters, c.down, c.across);
      assertSameBits(expected, dw, "dw");
    }
  }
}
