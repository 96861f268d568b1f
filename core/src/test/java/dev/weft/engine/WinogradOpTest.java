package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and gradients against direct convolution in double precision, and against themselves with other threads. */
class WinogradOpTest {
  /**
   * The largest error allowed of any number, relative to the largest of its kind, for m = 2, 3, 4. The largest measured
   * are 1.5e-6, 2.6e-6 and 6.8e-6.
   */
  private static final double[] BOUNDS = {2e-6, 4e-6, 1e-5};

  /**
   * @param m outputs along one side of a tile
   * @param batch what the op is made for
   * @param samples what it is given
   */
  record Case(
      int m, int height, int width, int channels, int filters, Padding padding, boolean more, int batch, int samples) {
    Conv2D layer() {
      Conv2D layer = Conv2D.of(filters, 3).padding(padding).useBias(more);
      return more ? layer.activation(Activation.ELU) : layer;
    }

    Shape in() {
      return Shape.of(height, width, channels);
    }

    long seed() {
      return ((m * 31L + height) * 31 + width) * 31 + channels + filters;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Padding[] paddings = Padding.values();
    int[][] channels = {{1, 5}, {3, 16}, {16, 40}, {17, 5}, {156, 16}, {16, 156}};
    int[][] sizes = {{3, 3}, {4, 4}, {5, 7}, {6, 5}, {8, 9}, {11, 11}};
    for (int m = 2; m <= 4; m++) {
      for (int i = 0; i < sizes.length; i++) {
        for (int j = 0; j < channels.length; j++) {
          Padding padding = paddings[(i + j) % 2];
          boolean more = (i + j / 2) % 2 == 0;
          cases.add(new Case(m, sizes[i][0], sizes[i][1], channels[j][0], channels[j][1], padding, more, 3, 3));
        }
      }
      for (Padding padding : paddings) {
        cases.add(new Case(m, 7, 6, 17, 33, padding, true, 5, 2));
        cases.add(new Case(m, 21, 22, 2, 3, padding, true, 100, 90));
      }
    }
    return cases.stream();
  }

  /** An op with its tensors, run forward and backward once. */
  private static final class Run {
    final Tensor x;
    final Tensor y;
    final Parameter kernel;
    final Parameter bias;
    final float[] given;

    Run(Case c, int threads) {
      SplittableRandom random = new SplittableRandom(c.seed());
      Conv2D layer = c.layer();
      Buffers buffers = Buffers.unshared(c.batch);
      x = buffers.tensor(c.in(), true);
      y = buffers.tensor(layer.outputShape(c.in()), true);
      List<Parameter> parameters =
          layer.weights(c.in()).stream()
              .map(
                  weight -> Parameter.of(new Variable("", weight, new float[weight.shape().elements()]), true, buffers))
              .toList();
      kernel = parameters.get(0);
      bias = c.more ? parameters.get(1) : null;
      fill(random, x.values(), c.samples * x.features());
      fill(random, y.gradient(), c.samples * y.features());
      double scale = 1 / Math.sqrt(9 * c.channels);
      fill(random, kernel.values(), kernel.values().length);
      for (int i = 0; i < kernel.values().length; i++) {
        kernel.values()[i] *= (float) scale;
      }
      if (bias != null) {
        fill(random, bias.values(), c.filters);
      }
      given = y.gradient().clone();
      Elementwise function = Elementwise.of(layer.activation());
      try (WorkerPool workers = new WorkerPool(threads)) {
        WinogradOp op =
            new WinogradOp(c.m, layer, new Convolution.Operands(x, y, buffers, kernel, bias, function, workers));
        for (int unit = 0; unit < op.packs(); unit++) {
          op.pack(unit);
        }
        op.forward(c.samples, true);
        op.backward(c.samples);
      }
    }

    List<float[]> results() {
      List<float[]> results = new ArrayList<>(List.of(y.values(), y.gradient(), x.gradient(), kernel.gradient()));
      if (bias != null) {
        results.add(bias.gradient());
      }
      return results;
    }
  }

  private static void fill(SplittableRandom random, float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheConvolutionAndItsGradients(Case c) {
    Run run = new Run(c, 2);
    int height = c.in().size(0);
    int width = c.in().size(1);
    int down = run.y.shape().size(0);
    int across = run.y.shape().size(1);
    int pad = c.padding == Padding.SAME ? 1 : 0;
    double[] y = new double[c.samples * run.y.features()];
    double[] dx = new double[c.samples * run.x.features()];
    double[] dw = new double[9 * c.channels * c.filters];
    double[] db = new double[c.filters];
    for (int s = 0; s < c.samples; s++) {
      for (int i = 0; i < down * across; i++) {
        int to = (s * down * across + i) * c.filters;
        for (int f = 0; f < c.filters; f++) {
          y[to + f] = c.more ? run.bias.values()[f] : 0;
          db[f] += run.y.gradient()[to + f];
        }
        for (int uv = 0; uv < 9; uv++) {
          int row = i / across + uv / 3 - pad;
          int column = i % across + uv % 3 - pad;
          if (row < 0 || row >= height || column < 0 || column >= width) {
            continue;
          }
          for (int ch = 0; ch < c.channels; ch++) {
            int from = ((s * height + row) * width + column) * c.channels + ch;
            int at = (uv * c.channels + ch) * c.filters;
            for (int f = 0; f < c.filters; f++) {
              double dy = run.y.gradient()[to + f];
              y[to + f] += (double) run.x.values()[from] * run.kernel.values()[at + f];
              dx[from] += dy * run.kernel.values()[at + f];
              dw[at + f] += dy * run.x.values()[from];
            }
          }
        }
      }
    }
    if (c.more) {
      y = Arrays.stream(y).map(v -> v > 0 ? v : Math.expm1(v)).toArray();
      for (int i = 0; i < y.length; i++) {
        double expected = run.given[i] * (y[i] > 0 ? 1 : y[i] + 1);
        assertEquals(expected, run.y.gradient()[i], 1e-5 * Math.max(1, Math.abs(run.given[i])));
      }
    }
    check("y", y, run.y.values(), BOUNDS[c.m - 2]);
    check("dx", dx, run.x.gradient(), BOUNDS[c.m - 2]);
    check("dw", dw, run.kernel.gradient(), BOUNDS[c.m - 2]);
    if (c.more) {
      check("db", db, run.bias.gradient(), BOUNDS[c.m - 2]);
    }
  }

  private static void check(String what, double[] expected, float[] actual, double bound) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      error = Math.max(error, Math.abs(expected[i] - actual[i]));
    }
    assertTrue(error <= bound * largest, what + " is off by " + error + ", the largest is " + largest);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheSameBitsWithAnyThreads(Case c) {
    List<float[]> one = new Run(c, 1).results();
    List<float[]> more = new Run(c, 3).results();
    for (int i = 0; i < one.size(); i++) {
      assertArrayEquals(one.get(i), more.get(i));
    }
  }

  /** Report A's second and third convolution, report B's second, and those that stay direct. */
  @Test
  void tilesAreChosenByShape() {
    assertEquals(3, side(11, 128, 156, Padding.VALID));
    assertEquals(2, side(4, 156, 156, Padding.VALID));
    assertEquals(4, side(13, 32, 64, Padding.VALID));
    assertEquals(0, side(28, 1, 32, Padding.VALID));
    assertEquals(0, side(3, 64, 64, Padding.VALID));
    assertEquals(0, side(28, 3, 3, Padding.SAME));
    assertEquals(0, WinogradOp.tile(Conv2D.of(64, 5), Shape.of(12, 12, 64), Shape.of(8, 8, 64)));
    assertEquals(0, WinogradOp.tile(Conv2D.of(64, 3).strides(2), Shape.of(13, 13, 64), Shape.of(6, 6, 64)));
  }

  static int side(int size, int channels, int filters, Padding padding) {
    Conv2D layer = Conv2D.of(filters, 3).padding(padding);
    Shape in = Shape.of(size, size, channels);
    return WinogradOp.tile(layer, in, layer.outputShape(in));
  }
}
