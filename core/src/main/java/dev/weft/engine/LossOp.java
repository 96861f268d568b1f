package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.kernel.FocalLosses;
import dev.weft.kernel.HingeLosses;
import dev.weft.kernel.Losses;
import dev.weft.kernel.RegressionLosses;
import dev.weft.model.Loss;

/**
 * The loss of a batch and its gradient by the network's outputs, or by the scores before the last softmax or sigmoid.
 */
final class LossOp {
  private final Loss loss;
  private final Tensor outputs;
  private final Tensor scores;
  private final boolean logits;
  private final boolean margin;
  private final boolean ownSoftmax;
  private final boolean softmaxed;

  /** Of a focal loss. */
  private final double[] alpha;

  private final float[] probabilities;
  private final float[] ignored;

  /** The gradient of one sample by its first label, where it has two. */
  private final float[] first;

  /**
   * @param outputs what the network says
   * @param before what its last softmax or sigmoid is made from, when the loss is a cross-entropy; else null
   * @param softmaxed whether its last function is a softmax
   * @param margin whether a single output above 0 says the second of two classes
   */
  LossOp(Loss loss, Tensor outputs, Tensor before, boolean softmaxed, boolean margin) {
    this.margin = margin;
    this.softmaxed = softmaxed;
    this.loss = loss;
    this.outputs = outputs;
    logits = before == null && loss.fromLogits();
    scores = logits ? outputs : before;
    ownSoftmax = before == null ? logits : !softmaxed;
    alpha = alpha(loss);
    probabilities = ownSoftmax ? new float[outputs.values().length] : outputs.values();
    ignored = new float[outputs.values().length];
    first = new float[outputs.features()];
  }

  private static double[] alpha(Loss loss) {
    return switch (loss) {
      case Loss.CategoricalFocalCrossentropy focal -> focal.alpha().stream().mapToDouble(Double::doubleValue).toArray();
      case Loss.BinaryFocalCrossentropy focal ->
          new double[] {focal.applyClassBalancing() ? focal.alpha() : Double.NaN};
      case null, default -> new double[0];
    };
  }

  /**
   * The sum of the losses of all samples, each times its weight; the gradient written is that of their mean.
   *
   * @param weights (samples), or null for ones
   * @param second of mixtures, otherwise null
   * @param scale what the gradient is multiplied by
   */
  double run(int samples, int[] labels, float[] weights, SecondLabels second, float scale) {
    if (ownSoftmax) {
      Activations.softmax(scores.values(), probabilities, outputs.features(), 0, samples);
    }
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      float weight = weights == null ? 1 : weights[i];
      sum += weight * one(i, labels[i], scale * (weight / samples));
      if (second != null) {
        float rest = second.weights()[i];
        sum += rest * added(i, second.labels()[i], scale * (rest / samples));
      }
    }
    return sum;
  }

  /** As {@link #one}, but the gradient is added to what is there. */
  private double added(int i, int label, float factor) {
    float[] gradient = gradient();
    int row = i * first.length;
    System.arraycopy(gradient, row, first, 0, first.length);
    double loss = one(i, label, factor);
    for (int j = 0; j < first.length; j++) {
      gradient[row + j] += first[j];
    }
    return loss;
  }

  /** Makes scores of outputs that did not come from them. */
  void takeOutputs(int samples) {
    float[] p = outputs.values();
    for (int i = 0; scores != null && !logits && i < samples * outputs.features(); i++) {
      double rest = softmaxed ? 1 : 1 - p[i];
      scores.values()[i] =
          (float) (Math.log(Math.max(p[i], Float.MIN_NORMAL)) - Math.log(Math.max(rest, Float.MIN_NORMAL)));
    }
  }

  private double one(int i, int label, float factor) {
    int n = outputs.features();
    float[] p = outputs.values();
    float[] gradient = gradient();
    double smoothing = loss.labelSmoothing();
    return switch (loss) {
      case Loss.SparseCategoricalCrossentropy sparse ->
          scores == null && smoothing == 0
              ? Losses.sparseCrossentropy(p, label, n, i, factor, gradient)
              : categorical(label, smoothing, i, factor, gradient);
      case Loss.CategoricalCrossentropy categorical -> categorical(label, smoothing, i, factor, gradient);
      case Loss.BinaryCrossentropy binary ->
          scores == null
              ? Losses.binaryCrossentropy(p, label, smoothing, n, i, factor, gradient)
              : Losses.sigmoidCrossentropy(scores.values(), label, smoothing, n, i, factor, gradient);
      case Loss.CategoricalFocalCrossentropy l ->
          FocalLosses.categorical(probabilities, label, alpha, l.gamma(), smoothing, logits, n, i, factor, gradient);
      case Loss.BinaryFocalCrossentropy l ->
          FocalLosses.binary(p, label, alpha[0], l.gamma(), smoothing, logits, n, i, factor, gradient);
      case Loss.CategoricalGeneralizedCrossEntropy l -> Losses.generalized(p, label, l.q(), n, i, factor, gradient);
      case Loss.MeanSquaredError squared -> RegressionLosses.squared(p, label, n, i, factor, gradient);
      case Loss.MeanAbsoluteError absolute -> RegressionLosses.absolute(p, label, n, i, factor, gradient);
      case Loss.MeanAbsolutePercentageError l -> RegressionLosses.percentage(p, label, n, i, factor, gradient);
      case Loss.MeanSquaredLogarithmicError l -> RegressionLosses.logarithmic(p, label, n, i, factor, gradient);
      case Loss.CosineSimilarity l -> RegressionLosses.cosine(p, label, n, i, factor, gradient);
      case Loss.Huber l -> RegressionLosses.huber(p, label, l.delta(), n, i, factor, gradient);
      case Loss.LogCosh l -> RegressionLosses.logCosh(p, label, n, i, factor, gradient);
      case Loss.Poisson poisson -> Losses.poisson(p, label, n, i, factor, gradient);
      case Loss.KLDivergence divergence -> Losses.divergence(p, label, n, i, factor, gradient);
      case Loss.Hinge l -> HingeLosses.hinge(p, label, n, i, factor, gradient);
      case Loss.SquaredHinge l -> HingeLosses.squared(p, label, n, i, factor, gradient);
      case Loss.CategoricalHinge hinge -> HingeLosses.categorical(p, label, n, i, factor, gradient);
    };
  }

  private double categorical(int label, double smoothing, int i, float factor, float[] gradient) {
    int n = outputs.features();
    return scores == null
        ? Losses.categoricalCrossentropy(outputs.values(), label, smoothing, n, i, factor, gradient)
        : Losses.softmaxCrossentropy(scores.values(), probabilities, label, smoothing, n, i, factor, gradient);
  }

  private float[] gradient() {
    float[] wanted = scores == null ? outputs.gradient() : scores.gradient();
    return wanted == null ? ignored : wanted;
  }

  /**
   * How many samples the network gets right: the largest output is the label's, or a single output is on its side of
   * one half (of 0 where it is a score).
   */
  int correct(int samples, int[] labels) {
    int n = outputs.features();
    int correct = 0;
    for (int i = 0; i < samples; i++) {
      correct += predicted(outputs.values(), i * n, n) == labels[i] ? 1 : 0;
    }
    return correct;
  }

  private int predicted(float[] p, int row, int n) {
    if (n == 1) {
      return p[row] > (logits || margin ? 0 : 0.5) ? 1 : 0;
    }
    int best = 0;
    for (int j = 1; j < n; j++) {
      best = p[row + j] > p[row + best] ? j : best;
    }
    return best;
  }
}
