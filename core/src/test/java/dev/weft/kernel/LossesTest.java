package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Keras's formulas in double precision, and their central differences. */
class LossesTest {
  private static final double EPSILON = 1e-7;
  private static final int ROW = 1;
  private static final float FACTOR = 0.25f;

  private interface Kernel {
    double apply(float[] outputs, int label, int n, float[] gradient);
  }

  private interface Formula {
    double of(double[] outputs, double[] targets);
  }

  /**
   * @param probabilities whether outputs are probabilities; else any numbers
   * @param single whether one output may stand for two classes
   */
  private record Case(String name, boolean probabilities, boolean single, Kernel kernel, Formula formula) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static double clip(double p) {
    return Math.clamp(p, EPSILON, 1 - EPSILON);
  }

  private static double[] softmax(double[] scores) {
    double sum = 0;
    double[] p = new double[scores.length];
    for (int j = 0; j < p.length; j++) {
      p[j] = Math.exp(scores[j]);
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return p;
  }

  private static double crossentropy(double[] p, double[] t, double smoothing) {
    double loss = 0;
    for (int j = 0; j < p.length; j++) {
      loss -= (t[j] * (1 - smoothing) + smoothing / p.length) * Math.log(clip(p[j]));
    }
    return loss;
  }

  private static double binary(double[] p, double[] t, double smoothing) {
    double loss = 0;
    for (int j = 0; j < p.length; j++) {
      double smooth = t[j] * (1 - smoothing) + smoothing / 2;
      loss -= smooth * Math.log(clip(p[j])) + (1 - smooth) * Math.log(1 - clip(p[j]));
    }
    return loss / p.length;
  }

  private static double[] normalized(double[] p) {
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(value -> value / sum).toArray();
  }

  private static double mean(double[] p, double[] t, DoubleBinaryOperator loss) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      sum += loss.applyAsDouble(p[j], t[j]);
    }
    return sum / p.length;
  }

  private static double hinge(double[] p, double[] t) {
    double positive = 0;
    double negative = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < p.length; j++) {
      positive += t[j] * p[j];
      negative = Math.max(negative, (1 - t[j]) * p[j]);
    }
    return Math.max(0, negative - positive + 1);
  }

  private static Kernel softmaxKernel(double smoothing) {
    return (scores, label, n, gradient) -> {
      float[] p = new float[scores.length];
      Activations.softmax(scores, p, n, 0, scores.length / n);
      return Losses.softmaxCrossentropy(scores, p, label, smoothing, n, ROW, FACTOR, gradient);
    };
  }

  static List<Case> cases() {
    return List.of(
        new Case("softmax", false, false, softmaxKernel(0), (s, t) -> crossentropy(softmax(s), t, 0)),
        new Case("softmax, smooth", false, false, softmaxKernel(0.2), (s, t) -> crossentropy(softmax(s), t, 0.2)),
        new Case(
            "sparse",
            true,
            false,
            (p, label, n, g) -> Losses.sparseCrossentropy(p, label, n, ROW, FACTOR, g),
            (p, t) -> crossentropy(normalized(p), t, 0)),
        new Case(
            "categorical, smooth",
            true,
            false,
            (p, label, n, g) -> Losses.categoricalCrossentropy(p, label, 0.2, n, ROW, FACTOR, g),
            (p, t) -> crossentropy(normalized(p), t, 0.2)),
        new Case(
            "sigmoid, smooth",
            false,
            true,
            (s, label, n, g) -> Losses.sigmoidCrossentropy(s, label, 0.2, n, ROW, FACTOR, g),
            (s, t) -> binary(Arrays.stream(s).map(z -> 1 / (1 + Math.exp(-z))).toArray(), t, 0.2)),
        new Case(
            "binary, smooth",
            true,
            true,
            (p, label, n, g) -> Losses.binaryCrossentropy(p, label, 0.2, n, ROW, FACTOR, g),
            (p, t) -> binary(p, t, 0.2)),
        new Case(
            "squared",
            false,
            true,
            (p, label, n, g) -> RegressionLosses.squared(p, label, n, ROW, FACTOR, g),
            (p, t) -> mean(p, t, (a, b) -> (a - b) * (a - b))),
        new Case(
            "absolute",
            false,
            true,
            (p, label, n, g) -> RegressionLosses.absolute(p, label, n, ROW, FACTOR, g),
            (p, t) -> mean(p, t, (a, b) -> Math.abs(a - b))),
        new Case(
            "poisson",
            true,
            true,
            (p, label, n, g) -> Losses.poisson(p, label, n, ROW, FACTOR, g),
            (p, t) -> mean(p, t, (a, b) -> a - b * Math.log(a + EPSILON))),
        new Case(
            "divergence",
            true,
            true,
            (p, label, n, g) -> Losses.divergence(p, label, n, ROW, FACTOR, g),
            (p, t) ->
                p.length * mean(p, t, (a, b) -> Math.clamp(b, EPSILON, 1) * Math.log(Math.clamp(b, EPSILON, 1) / a))),
        new Case(
            "hinge",
            false,
            true,
            (p, label, n, g) -> HingeLosses.categorical(p, label, n, ROW, FACTOR, g),
            LossesTest::hinge));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossAndGradientAreTheFormulas(Case c) {
    for (int n : new int[] {1, 2, 3, 10, 17}) {
      if (n == 1 && !c.single) {
        continue;
      }
      for (int label = 0; label < Math.max(2, n); label++) {
        check(c, n, label);
      }
    }
  }

  private static void check(Case c, int n, int label) {
    float[] outputs = c.probabilities ? Floats.uniform(label, 3 * n) : Floats.normal(label, 3 * n);
    double[] row = new double[n];
    double[] targets = new double[n];
    for (int j = 0; j < n; j++) {
      outputs[ROW * n + j] = c.probabilities ? 0.02f + 0.9f * outputs[ROW * n + j] : outputs[ROW * n + j];
      row[j] = outputs[ROW * n + j];
      targets[j] = n == 1 ? label : label == j ? 1 : 0;
    }
    float[] gradient = new float[3 * n];
    String what = c + " with " + n + " outputs, label " + label;
    assertEquals(c.formula.of(row, targets), c.kernel.apply(outputs, label, n, gradient), 2e-6, what);
    for (int j = 0; j < n; j++) {
      double h = 1e-6;
      double at = row[j];
      row[j] = at + h;
      double above = c.formula.of(row, targets);
      row[j] = at - h;
      double below = c.formula.of(row, targets);
      row[j] = at;
      double expected = FACTOR * (above - below) / (2 * h);
      assertEquals(expected, gradient[ROW * n + j], 2e-6 * Math.max(1, Math.abs(expected)), what + ", output " + j);
    }
    assertArrayEquals(new float[n], Arrays.copyOf(gradient, n), "only row 1 is written");
  }

  @Test
  void certainOutputsHaveAFiniteLoss() {
    float[] p = {0, 1, 0};
    float[] g = new float[3];
    double most = -Math.log(EPSILON);
    assertEquals(most, Losses.sparseCrossentropy(p, 0, 3, 0, 1, g), 1e-5);
    assertEquals(most, Losses.categoricalCrossentropy(p, 0, 0, 3, 0, 1, g), 1e-5);
    assertEquals(2 * most / 3, Losses.binaryCrossentropy(p, 0, 0, 3, 0, 1, g), 1e-5);
    assertEquals(most, Losses.divergence(p, 0, 3, 0, 1, g), 1e-4);
    assertEquals((1 + most) / 3, Losses.poisson(p, 0, 3, 0, 1, g), 1e-5);
  }

  /** As in Keras, where a clipped number has no gradient. */
  @Test
  void outputsBeyondTheClipHaveNoGradient() {
    float[] g = {9, 9};
    Losses.sparseCrossentropy(new float[] {0, 1}, 0, 2, 0, 1, g);
    assertArrayEquals(new float[2], g);
    Losses.binaryCrossentropy(new float[] {0, 1}, 0, 0, 2, 0, 1, g);
    assertArrayEquals(new float[2], g);
    Losses.divergence(new float[] {0, 1.5f}, 0, 2, 0, 1, g);
    assertArrayEquals(new float[2], g);
  }

  @Test
  void extremeScoresHaveExactLosses() {
    float[] scores = {200, -200, 0};
    float[] p = {1, 0, 0};
    float[] g = new float[3];
    assertEquals(400, Losses.softmaxCrossentropy(scores, p, 1, 0, 3, 0, 1, g));
    assertArrayEquals(new float[] {1, -1, 0}, g);
    assertEquals(
        200.0 / 3 + 200.0 / 3 + Math.log(2) / 3,
        Losses.sigmoidCrossentropy(new float[] {-200, 200, 0}, 0, 0, 3, 0, 1, g),
        1e-12);
  }

  @Test
  void clippedProbabilitiesHaveTheLossOfTheClip() {
    float[] g = new float[2];
    double[] one = {1};
    double most = -Math.log(1e-7);
    assertEquals(most, FocalLosses.categorical(new float[] {1, 0}, 1, one, 0, 0, false, 2, 0, 1, g), 1e-6);
    assertArrayEquals(new float[] {0, 0}, g);
    assertEquals(most / 2, FocalLosses.binary(new float[] {0, 0}, 1, Double.NaN, 2, 0, false, 2, 0, 1, g), 1e-6);
    assertEquals(-most, g[1], 1e-4);
  }

  @Test
  void notANumberIsSeenInTheLoss() {
    float[] nan = {Float.NaN, Float.NaN, Float.NaN};
    float[] g = new float[3];
    assertTrue(Double.isNaN(Losses.softmaxCrossentropy(nan, nan, 1, 0, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.sparseCrossentropy(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.categoricalCrossentropy(nan, 1, 0, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.sigmoidCrossentropy(nan, 1, 0, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.binaryCrossentropy(nan, 1, 0, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.squared(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.absolute(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.poisson(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.divergence(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(Losses.generalized(nan, 1, 0.5, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.percentage(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.logarithmic(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.huber(nan, 1, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.logCosh(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(RegressionLosses.cosine(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(HingeLosses.hinge(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(HingeLosses.squared(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(HingeLosses.categorical(nan, 1, 3, 0, 1, g)));
    assertTrue(Double.isNaN(FocalLosses.categorical(nan, 1, new double[] {1}, 2, 0, false, 3, 0, 1, g)));
    assertTrue(Double.isNaN(FocalLosses.binary(nan, 1, 0.5, 2, 0, false, 3, 0, 1, g)));
  }
}
