package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;
import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EveryWidth
class ActivationsTest {
  private interface Forward {
    void apply(float[] x, float[] y, int from, int to);
  }

  private interface Backward {
    void apply(float[] kept, float[] dy, float[] dx, int from, int to);
  }

  /**
   * A function with its derivative, and what both should be.
   *
   * @param fromOutput whether the derivative is taken from y
   */
  private record Case(
      String name,
      Forward forward,
      Backward backward,
      boolean fromOutput,
      DoubleUnaryOperator f,
      DoubleUnaryOperator derivative) {
    @Override
    public String toString() {
      return name;
    }

    float[] forward(float[] x) {
      float[] y = new float[x.length];
      forward.apply(x, y, 0, x.length);
      return y;
    }

    float[] kept(float[] x) {
      return fromOutput ? forward(x) : x;
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** By Simpson's rule over the density. */
  private static double normalCdf(double x) {
    int pieces = 400;
    double h = x / pieces;
    double sum = density(0) + density(x);
    for (int i = 1; i < pieces; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(i * h);
    }
    return 0.5 + sum * h / 3;
  }

  static List<Case> cases() {
    double scale = 1.0507009873554805;
    double alpha = 1.6732632423543772;
    return List.of(
        leaky("relu", 0),
        leaky("leaky_relu", 0.2f),
        new Case(
            "relu with a limit, a slope and a threshold",
            (x, y, from, to) -> Activations.relu(1.5f, 0.25f, 0.5f, x, y, from, to),
            (x, dy, dx, from, to) -> Activations.reluBackward(1.5f, 0.25f, 0.5f, x, dy, dx, from, to),
            false,
            x -> x >= 1.5 ? 1.5 : x >= 0.5 ? x : 0.25 * (x - 0.5),
            x -> x >= 1.5 ? 0 : x > 0.5 ? 1 : 0.25),
        new Case(
            "elu",
            (x, y, from, to) -> Activations.elu(0.7f, x, y, from, to),
            (y, dy, dx, from, to) -> Activations.eluBackward(0.7f, y, dy, dx, from, to),
            true,
            x -> x > 0 ? x : 0.7 * Math.expm1(x),
            x -> x > 0 ? 1 : 0.7 * Math.exp(x)),
        new Case(
            "selu",
            Activations::selu,
            Activations::seluBackward,
            true,
            x -> scale * (x > 0 ? x : alpha * Math.expm1(x)),
            x -> scale * (x > 0 ? 1 : alpha * Math.exp(x))),
        new Case(
            "gelu",
            Activations::gelu,
            Activations::geluBackward,
            false,
            x -> x * normalCdf(x),
            x -> normalCdf(x) + x * density(x)),
        new Case(
            "silu",
            Activations::silu,
            Activations::siluBackward,
            false,
            x -> x * sigmoid(x),
            x -> sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x))),
        new Case(
            "relu6",
            (x, y, from, to) -> Activations.relu(6, 0, 0, x, y, from, to),
            (x, dy, dx, from, to) -> Activations.reluBackward(6, 0, 0, x, dy, dx, from, to),
            false,
            x -> Math.clamp(x, 0, 6),
            x -> x > 0 && x < 6 ? 1 : 0),
        new Case(
            "mish",
            SmoothActivations::mish,
            SmoothActivations::mishBackward,
            false,
            x -> x * Math.tanh(Math.log1p(Math.exp(x))),
            x -> {
              double t = Math.tanh(Math.log1p(Math.exp(x)));
              return t + x * (1 - t * t) * sigmoid(x);
            }),
        new Case(
            "hard_sigmoid",
            HardActivations::sigmoid,
            HardActivations::sigmoidBackward,
            true,
            x -> Math.clamp(x / 6 + 0.5, 0, 1),
            x -> Math.abs(x) < 3 ? 1 / 6.0 : 0),
        new Case(
            "hard_silu",
            HardActivations::silu,
            HardActivations::siluBackward,
            false,
            x -> x * Math.clamp(x / 6 + 0.5, 0, 1),
            x -> x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5),
        new Case(
            "softplus",
            Activations::softplus,
            Activations::softplusBackward,
            true,
            x -> Math.log1p(Math.exp(x)),
            ActivationsTest::sigmoid),
        new Case(
            "tanh",
            Activations::tanh,
            Activations::tanhBackward,
            true,
            Math::tanh,
            x -> 1 - Math.tanh(x) * Math.tanh(x)),
        new Case(
            "sigmoid",
            Activations::sigmoid,
            Activations::sigmoidBackward,
            true,
            ActivationsTest::sigmoid,
            x -> sigmoid(x) * (1 - sigmoid(x))));
  }

  private static Case leaky(String name, float slope) {
    return new Case(
        name,
        (x, y, from, to) -> Activations.leakyRelu(slope, x, y, from, to),
        (y, dy, dx, from, to) -> Activations.leakyReluBackward(slope, y, dy, dx, from, to),
        true,
        x -> x > 0 ? x : slope * x,
        x -> x > 0 ? 1 : slope);
  }

  /** From about -8 to 8. */
  private static float[] inputs(int length) {
    float[] x = Floats.normal(length, length);
    for (int i = 0; i < length; i++) {
      x[i] *= 2;
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isItsFormula(Case c) {
    float[] x = inputs(1023);
    float[] y = c.forward(x);
    for (int i = 0; i < x.length; i++) {
      assertClose(c.f.applyAsDouble(x[i]), y[i], 1e-6, "f(" + x[i] + ")");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsDerivativeIsItsFormula(Case c) {
    float[] x = inputs(1023);
    float[] dy = Floats.normal(3, x.length);
    float[] dx = new float[x.length];
    c.backward.apply(c.kept(x), dy, dx, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertClose(dy[i] * c.derivative.applyAsDouble(x[i]), dx[i], 2e-6, "f'(" + x[i] + ")");
    }
  }

  /** A range of one number is left to the scalar code; a long one is not. */
  @ParameterizedTest
  @MethodSource("cases")
  void vectorsHaveTheScalarBits(Case c) {
    for (int length : Floats.LENGTHS) {
      float[] x = inputs(length);
      float[] dy = Floats.normal(length + 1, length);
      float[] kept = c.kept(x);
      float[] oneByOne = new float[length];
      float[] backOneByOne = new float[length];
      for (int i = 0; i < length; i++) {
        c.forward.apply(x, oneByOne, i, i + 1);
        c.backward.apply(kept, dy, backOneByOne, i, i + 1);
      }
      float[] back = new float[length];
      c.backward.apply(kept, dy, back, 0, length);
      assertSameBits(oneByOne, c.forward(x), c + " of " + length);
      assertSameBits(backOneByOne, back, c + " backward of " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void specialNumbersHaveTheScalarBits(Case c) {
    float[] specials = {
      0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39f, -1e-39f, 100, -100, 1e30f, -1e30f, Float.NaN, 1.5f, 0.5f
    };
    float[] x = new float[16 * specials.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = specials[i % specials.length];
    }
    float[] y = c.forward(x);
    float[] oneByOne = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      c.forward.apply(x, oneByOne, i, i + 1);
      assertEquals(Float.isNaN(x[i]), Float.isNaN(y[i]), c + " of " + x[i]);
    }
    assertSameBits(oneByOne, y, c.name);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onlyTheRangeIsWritten(Case c) {
    int length = 100;
    float[] y = new float[length];
    float[] dx = new float[length];
    Arrays.fill(y, 42);
    Arrays.fill(dx, 42);
    c.forward.apply(inputs(length), y, 3, 90);
    c.backward.apply(c.kept(inputs(length)), Floats.normal(1, length), dx, 3, 90);
    for (int i : new int[] {0, 2, 90, 99}) {
      assertEquals(42, y[i]);
      assertEquals(42, dx[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void worksInPlace(Case c) {
    float[] x = inputs(257);
    float[] dy = Floats.normal(1, x.length);
    float[] kept = c.kept(x);
    float[] dx = new float[x.length];
    c.backward.apply(kept, dy, dx, 0, x.length);
    c.backward.apply(kept, dy, dy, 0, x.length);
    assertSameBits(dx, dy, c + " backward");
    float[] y = c.forward(x);
    c.forward.apply(x, x, 0, x.length);
    assertSameBits(y, x, c.name);
  }

  private static final float[] ALPHA = {0.1f, -0.5f, 2};
  private static final int[] INDEX = {0, 1, 2, 0, 1};

  @Test
  void preluHasASlopeForEachFeature() {
    float[] x = inputs(4 * INDEX.length);
    float[] dy = Floats.normal(1, x.length);
    float[] y = new float[x.length];
    float[] dx = new float[x.length];
    Activations.prelu(ALPHA, INDEX, x, y, 1, 4);
    Activations.preluBackward(ALPHA, INDEX, x, dy, dx, 1, 4);
    for (int i = 0; i < x.length; i++) {
      float slope = x[i] > 0 ? 1 : ALPHA[INDEX[i % INDEX.length]];
      assertEquals(i < INDEX.length ? 0 : slope * x[i], y[i]);
      assertEquals(i < INDEX.length ? 0 : slope * dy[i], dx[i]);
    }
  }

  @Test
  void preluSlopesSumOverSamplesAndSharedFeatures() {
    int samples = 33;
    float[] x = inputs(samples * INDEX.length);
    float[] dy = Floats.normal(1, x.length);
    double[] expected = new double[ALPHA.length];
    for (int i = 0; i < x.length; i++) {
      expected[INDEX[i % INDEX.length]] += x[i] < 0 ? (double) dy[i] * x[i] : 0;
    }
    float[] actual = {5, 5, 5};
    Activations.preluSlopes(INDEX, x, dy, actual, samples);
    for (int i = 0; i < expected.length; i++) {
      assertClose(expected[i], actual[i], 1e-5, "slope " + i);
    }
  }

  @Test
  void softmaxIsItsFormula() {
    for (int columns : new int[] {1, 2, 7, 8, 9, 10, 17, 33, 257}) {
      float[] x = inputs(5 * columns);
      float[] y = new float[x.length];
      Activations.softmax(x, y, columns, 1, 5);
      assertArrayEquals(new float[columns], Arrays.copyOf(y, columns), "row 0 was not asked for");
      for (int row = 1; row < 5; row++) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
          sum += Math.exp(x[row * columns + j]);
        }
        for (int j = 0; j < columns; j++) {
          double p = Math.exp(x[row * columns + j]) / sum;
          assertEquals(p, y[row * columns + j], 3e-6 * p, columns + " columns");
        }
      }
    }
  }

  @Test
  void theExponentialOfALargeNumberIsInfinite() {
    float[] y = new float[3];
    SmoothActivations.exponential(new float[] {88.5f, 89, 2000}, y, 0, 3);
    assertEquals(Math.exp(88.5), y[0], 1e-6 * Math.exp(88.5));
    assertArrayEquals(new float[] {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY}, Arrays.copyOfRange(y, 1, 3));
  }

  @Test
  void softmaxOfLargeScoresDoesNotOverflow() {
    float[] y = new float[3];
    Activations.softmax(new float[] {3e38f, 3e38f, -3e38f}, y, 3, 0, 1);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0}, y, 1e-30f);
    Activations.softmax(new float[] {1, Float.NaN, 2}, y, 3, 0, 1);
    assertTrue(Float.isNaN(y[0]) && Float.isNaN(y[1]) && Float.isNaN(y[2]));
  }

  @Test
  void softmaxBackwardIsTheJacobianTimesTheGradient() {
    int columns = 9;
    float[] x = inputs(2 * columns);
    float[] y = new float[x.length];
    float[] dy = Floats.normal(1, x.length);
    float[] dx = new float[x.length];
    Activations.softmax(x, y, columns, 0, 2);
    Activations.softmaxBackward(y, dy, dx, columns, 0, 2);
    for (int row = 0; row < x.length; row += columns) {
      for (int i = row; i < row + columns; i++) {
        double expected = 0;
        for (int j = row; j < row + columns; j++) {
          expected += dy[j] * y[j] * ((i == j ? 1 : 0) - (double) y[i]);
        }
        assertClose(expected, dx[i], 1e-6, "dx[" + i + "]");
      }
    }
  }
}
