package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertClose;
import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the optimizers' formulas in double precision, and whole ranges against one number at a time. */
@EveryWidth
class OptimizerKernelsTest {
  private static final float RATE = 0.1f;
  private static final float EPSILON = 1e-3f;

  /** Steps w over a range, with up to two arrays of state. */
  private interface Step {
    void apply(float[] w, float[] g, float[] s, float[] t, int from, int to);
  }

  /** One number: {@code n = {w, g, s, t}} becomes what it is after the step. */
  private interface Formula {
    void apply(double[] n);
  }

  private record Case(String name, Step step, Formula formula) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("sgd", (w, g, s, t, from, to) -> OptimizerKernels.sgd(w, g, RATE, from, to), n -> n[0] -= RATE * n[1]),
        new Case(
            "momentum",
            (w, g, s, t, from, to) -> OptimizerKernels.momentum(w, g, s, RATE, 0.9f, from, to),
            n -> {
              n[2] = 0.9 * n[2] - RATE * n[1];
              n[0] += n[2];
            }),
        new Case(
            "nesterov",
            (w, g, s, t, from, to) -> OptimizerKernels.nesterov(w, g, s, RATE, 0.9f, from, to),
            n -> {
              n[2] = 0.9 * n[2] - RATE * n[1];
              n[0] += 0.9 * n[2] - RATE * n[1];
            }),
        new Case(
            "adam",
            (w, g, s, t, from, to) -> OptimizerKernels.adam(w, g, s, t, RATE, 0.9, 0.99, EPSILON, from, to),
            n -> {
              n[2] = 0.9 * n[2] + 0.1 * n[1];
              n[3] = 0.99 * n[3] + 0.01 * n[1] * n[1];
              n[0] -= RATE * n[2] / (Math.sqrt(n[3]) + EPSILON);
            }),
        new Case(
            "nadam",
            (w, g, s, t, from, to) ->
                OptimizerKernels.nadam(w, g, s, t, 0.3f, 0.7f, 1.5f, 0.9f, 0.99f, EPSILON, from, to),
            n -> {
              n[2] = 0.9 * n[2] + 0.1 * n[1];
              n[3] = 0.99 * n[3] + 0.01 * n[1] * n[1];
              n[0] -= (0.3 * n[2] + 0.7 * n[1]) / (Math.sqrt(1.5 * n[3]) + EPSILON);
            }),
        new Case(
            "rmsprop",
            (w, g, s, t, from, to) -> OptimizerKernels.rmsprop(w, g, s, RATE, 0.9, EPSILON, from, to),
            n -> {
              n[2] = 0.9 * n[2] + 0.1 * n[1] * n[1];
              n[0] -= RATE * n[1] / Math.sqrt(n[2] + EPSILON);
            }),
        new Case(
            "rmsprop with momentum",
            (w, g, s, t, from, to) -> OptimizerKernels.rmsprop(w, g, s, t, null, RATE, 0.9, 0.8f, EPSILON, from, to),
            n -> {
              n[2] = 0.9 * n[2] + 0.1 * n[1] * n[1];
              n[3] = 0.8 * n[3] + RATE * n[1] / Math.sqrt(n[2] + EPSILON);
              n[0] -= n[3];
            }),
        new Case(
            "centered rmsprop",
            (w, g, s, t, from, to) -> OptimizerKernels.rmsprop(w, g, s, null, t, RATE, 0.9, 0, EPSILON, from, to),
            n -> {
              n[2] = 0.9 * n[2] + 0.1 * n[1] * n[1];
              n[3] = 0.9 * n[3] + 0.1 * n[1];
              n[0] -= RATE * n[1] / Math.sqrt(n[2] - n[3] * n[3] + EPSILON);
            }),
        new Case(
            "adadelta",
            (w, g, s, t, from, to) -> OptimizerKernels.adadelta(w, g, s, t, RATE, 0.9, EPSILON, from, to),
            n -> {
              n[2] = 0.9 * n[2] + 0.1 * n[1] * n[1];
              double d = n[1] * Math.sqrt(n[3] + EPSILON) / Math.sqrt(n[2] + EPSILON);
              n[3] = 0.9 * n[3] + 0.1 * d * d;
              n[0] -= RATE * d;
            }),
        new Case(
            "adagrad",
            (w, g, s, t, from, to) -> OptimizerKernels.adagrad(w, g, s, RATE, EPSILON, from, to),
            n -> {
              n[2] += n[1] * n[1];
              n[0] -= RATE * n[1] / Math.sqrt(n[2] + EPSILON);
            }),
        new Case(
            "amsgrad",
            (w, g, s, t, from, to) ->
                OptimizerKernels.amsgrad(w, g, t, s, s.clone(), RATE, 0.9, 0.99, EPSILON, from, to),
            n -> {
              double largest = n[2];
              n[3] = 0.9 * n[3] + 0.1 * n[1];
              n[2] = 0.99 * n[2] + 0.01 * n[1] * n[1];
              n[0] -= RATE * n[3] / (Math.sqrt(Math.max(n[2], largest)) + EPSILON);
            }),
        new Case(
            "adamax",
            (w, g, s, t, from, to) -> OptimizerKernels.adamax(w, g, t, s, RATE, 0.1f, 0.5f, EPSILON, from, to),
            n -> {
              n[3] = 0.9 * n[3] + 0.1 * n[1];
              n[2] = Math.max(0.5 * n[2], Math.abs(n[1]));
              n[0] -= RATE * n[3] / (n[2] + EPSILON);
            }),
        new Case(
            "lion",
            (w, g, s, t, from, to) -> OptimizerKernels.lion(w, g, s, RATE, 0.9, 0.99, from, to),
            n -> {
              n[0] -= RATE * Math.signum(0.9 * n[2] + 0.1 * n[1]);
              n[2] = 0.99 * n[2] + 0.01 * n[1];
            }),
        new Case(
            "ftrl",
            (w, g, s, t, from, to) -> OptimizerKernels.ftrl(w, g, s, t, RATE, 0.5, 0.25f, 0.125f, 0.0625f, from, to),
            n -> ftrl(n, 0.5)),
        new Case(
            "ftrl with another power",
            (w, g, s, t, from, to) -> OptimizerKernels.ftrl(w, g, s, t, RATE, 0.7, 0.25f, 0.125f, 0.0625f, from, to),
            n -> ftrl(n, 0.7)),
        new Case(
            "moving average",
            (w, g, s, t, from, to) -> OptimizerKernels.average(w, s, 0.75f, from, to),
            n -> n[2] = 0.75 * n[2] + 0.25 * n[0]),
        new Case(
            "sum of gradients",
            (w, g, s, t, from, to) -> OptimizerKernels.accumulate(g, s, from, to),
            n -> n[2] += n[1]));
  }

  private static void ftrl(double[] n, double power) {
    double old = Math.pow(n[2], power);
    n[2] += n[1] * n[1];
    double grown = Math.pow(n[2], power);
    n[3] += n[1] + 0.0625 * n[0] - (grown - old) / RATE * n[0];
    n[0] = (Math.clamp(n[3], -0.25, 0.25) - n[3]) / (grown / RATE + 0.125);
  }

  /** w, g, s, t; the state is what it can be: squares at least as large as the mean's. */
  private static float[][] numbers(int length) {
    float[] s = Floats.uniform(3, length);
    float[] t = Floats.uniform(4, length);
    for (int i = 0; i < length; i++) {
      s[i] += 1;
    }
    return new float[][] {Floats.normal(1, length), Floats.normal(2, length), s, t};
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isItsFormula(Case c) {
    int length = 100;
    float[][] before = numbers(length);
    float[][] after = numbers(length);
    c.step.apply(after[0], after[1], after[2], after[3], 3, 97);
    for (int i = 0; i < length; i++) {
      double[] n = {before[0][i], before[1][i], before[2][i], before[3][i]};
      if (i >= 3 && i < 97) {
        c.formula.apply(n);
      }
      assertClose(n[0], after[0][i], 1e-6, "w[" + i + "]");
      assertClose(n[2], after[2][i], 1e-6, "first state[" + i + "]");
      assertClose(n[3], after[3][i], 1e-6, "second state[" + i + "]");
    }
    assertSameBits(before[1], after[1], "g");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectorsHaveTheScalarBits(Case c) {
    for (int length : Floats.LENGTHS) {
      float[][] whole = numbers(length);
      float[][] oneByOne = numbers(length);
      c.step.apply(whole[0], whole[1], whole[2], whole[3], 0, length);
      for (int i = 0; i < length; i++) {
        c.step.apply(oneByOne[0], oneByOne[1], oneByOne[2], oneByOne[3], i, i + 1);
      }
      for (int k = 0; k < 4; k++) {
        assertSameBits(oneByOne[k], whole[k], c + " of " + length);
      }
    }
  }

  @Test
  void regularizeScalesThenAddsThePenaltysGradientThenDecays() {
    float[] w = {2, -3, 0, 5};
    float[] g = {1, 1, 1, 1};
    double penalty = OptimizerKernels.regularize(w, g, 0.5f, 0.25f, 0.125f, 0.5f, 0, 3);
    assertEquals(0.25 * 5 + 0.125 * 13, penalty);
    assertSameBits(new float[] {0.5f + 0.25f + 0.5f, 0.5f - 0.25f - 0.75f, 0.5f, 1}, g, "g");
    assertSameBits(new float[] {1, -1.5f, 0, 5}, w, "w");
  }

  @Test
  void regularizeWithoutAnythingChangesNothing() {
    float[] w = Floats.normal(1, 33);
    float[] g = Floats.normal(2, 33);
    assertEquals(0, OptimizerKernels.regularize(w, g, 1, 0, 0, 0, 0, 33));
    assertSameBits(Floats.normal(1, 33), w, "w");
    assertSameBits(Floats.normal(2, 33), g, "g");
  }

  @Test
  void squaresAreSummedInDoublePrecision() {
    float[] g = new float[20_000];
    Arrays.fill(g, 1, g.length, 1e-4f);
    g[0] = 100;
    double tiny = (double) 1e-4f * 1e-4f;
    assertEquals(10_000 + 19_999 * tiny, OptimizerKernels.squares(g, 0, g.length), 1e-7);
    assertEquals(5 * tiny, OptimizerKernels.squares(g, 2, 7), 1e-20);
  }

  @Test
  void theMeanOfSeveralGradientsEmptiesTheirSum() {
    float[] g = {3, 3, 3, 3};
    float[] sum = {1, 3, 6, 9};
    OptimizerKernels.mean(g, sum, 3, 1, 3);
    assertSameBits(new float[] {3, 2, 3, 3}, g, "g");
    assertSameBits(new float[] {1, 0, 0, 9}, sum, "sum");
  }

  @Test
  void clipKeepsNumbersWithinTheLimit() {
    float[] g = {-3, -1, -0.5f, 0, 0.5f, 1, 3, 3};
    OptimizerKernels.clip(g, 1, 0, 7);
    assertSameBits(new float[] {-1, -1, -0.5f, 0, 0.5f, 1, 1, 3}, g, "g");
  }
}
