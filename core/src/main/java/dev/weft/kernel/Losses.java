package dev.weft.kernel;

/**
 * Losses of single samples and their gradients. Row i of outputs, scores and gradients (samples, outputs) belongs to
 * labels[i]. Each method returns the loss of sample i and writes {@code factor} times its gradient. The target of
 * output j is 1 where j is the label and else 0; with a single output it is the label itself. The formulas are those of
 * {@code Loss}.
 */
public final class Losses {
  static final double EPSILON = 1e-7;

  private Losses() {}

  static double target(int label, int j, int outputs) {
    return outputs == 1 ? label : label == j ? 1 : 0;
  }

  /**
   * Cross-entropy of a softmax, from its scores and its probabilities. Smoothing spreads that share of the target
   * evenly.
   */
  public static double softmaxCrossentropy(
      float[] scores,
      float[] probabilities,
      int label,
      double smoothing,
      int outputs,
      int i,
      float factor,
      float[] gradient) {
    int row = i * outputs;
    int best = row;
    for (int j = row + 1; j < row + outputs; j++) {
      best = scores[j] > scores[best] ? j : best;
    }
    double logSum = scores[best] - Math.log(probabilities[best]);
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double t = target(label, j, outputs) * (1 - smoothing) + smoothing / outputs;
      if (t != 0) {
        loss += t * (logSum - scores[row + j]);
      }
      gradient[row + j] = (float) (probabilities[row + j] - t) * factor;
    }
    return loss;
  }

  /** Sparse cross-entropy from outputs that no softmax made: each clipped, then divided by their sum. */
  public static double sparseCrossentropy(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    int row = i * outputs;
    double sum = 0;
    for (int j = 0; j < outputs; j++) {
      sum += clip(p[row + j], 1 - EPSILON);
    }
    for (int j = 0; j < outputs; j++) {
      double slope = 1 / sum - (j == label ? 1 / clip(p[row + j], 1 - EPSILON) : 0);
      gradient[row + j] = inside(p[row + j], 1 - EPSILON) ? (float) (slope * factor) : 0;
    }
    return Math.log(sum) - Math.log(clip(p[row + label], 1 - EPSILON));
  }

  /** Categorical cross-entropy from outputs that no softmax made: each divided by their sum, then clipped. */
  public static double categoricalCrossentropy(
      float[] p, int label, double smoothing, int outputs, int i, float factor, float[] gradient) {
    int row = i * outputs;
    double sum = 0;
    for (int j = 0; j < outputs; j++) {
      sum += p[row + j];
    }
    double loss = 0;
    double shared = 0;
    for (int j = 0; j < outputs; j++) {
      double t = target(label, j, outputs) * (1 - smoothing) + smoothing / outputs;
      double q = p[row + j] / sum;
      loss -= t * Math.log(clip(q, 1 - EPSILON));
      shared += inside(q, 1 - EPSILON) ? t : 0;
    }
    for (int j = 0; j < outputs; j++) {
      double t = target(label, j, outputs) * (1 - smoothing) + smoothing / outputs;
      double q = p[row + j] / sum;
      double own = inside(q, 1 - EPSILON) ? t / q : 0;
      gradient[row + j] = (float) ((shared - own) / sum * factor);
    }
    return loss;
  }

  /** Binary cross-entropy of a sigmoid, from its scores. */
  public static double sigmoidCrossentropy(
      float[] scores, int label, double smoothing, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double z = scores[i * outputs + j];
      double t = target(label, j, outputs) * (1 - smoothing) + smoothing / 2;
      loss += Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
      gradient[i * outputs + j] = (float) ((1 / (1 + Math.exp(-z)) - t) / outputs * factor);
    }
    return loss / outputs;
  }

  /** Binary cross-entropy from outputs that no sigmoid made. */
  public static double binaryCrossentropy(
      float[] p, int label, double smoothing, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double q = clip(p[i * outputs + j], 1 - EPSILON);
      double t = target(label, j, outputs) * (1 - smoothing) + smoothing / 2;
      loss -= t * Math.log(q) + (1 - t) * Math.log1p(-q);
      double slope = (1 - t) / (1 - q) - t / q;
      boolean inside = inside(p[i * outputs + j], 1 - EPSILON);
      gradient[i * outputs + j] = inside ? (float) (slope / outputs * factor) : 0;
    }
    return loss / outputs;
  }

  public static double poisson(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double q = p[i * outputs + j] + EPSILON;
      double t = target(label, j, outputs);
      loss += q - EPSILON - (t == 0 ? 0 : t * Math.log(q));
      gradient[i * outputs + j] = (float) ((1 - t / q) / outputs * factor);
    }
    return loss / outputs;
  }

  public static double divergence(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double t = clip(target(label, j, outputs), 1);
      double q = clip(p[i * outputs + j], 1);
      loss += t * Math.log(t / q);
      gradient[i * outputs + j] = inside(p[i * outputs + j], 1) ? (float) (-t / q * factor) : 0;
    }
    return loss;
  }

  /** {@code (1 - p^q) / q} of the label's output. */
  public static double generalized(float[] p, int label, double q, int outputs, int i, float factor, float[] gradient) {
    int row = i * outputs;
    double power = Math.pow(p[row + label], q);
    for (int j = 0; j < outputs; j++) {
      gradient[row + j] = j == label ? (float) (-power / p[row + j] * factor) : 0;
    }
    return (1 - power) / q;
  }

  static double clip(double p, double most) {
    return Math.max(EPSILON, Math.min(most, p));
  }

  static boolean inside(double p, double most) {
    return p >= EPSILON && p <= most;
  }
}
