package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.kernel.Losses;
import dev.weft.model.Loss;

/**
 * The loss of a batch and its gradient by the network's outputs, or by the scores before the last softmax or sigmoid.
 */
final class LossOp {
  private final Loss loss;
  private final Tensor outputs;
  private final Tensor scores;
  private final boolean logits;
  private final boolean ownSoftmax;
  private final float[] probabilities;
  private final float[] ignored;

  /**
   * @param outputs what the network says
   * @param before what its last softmax or sigmoid is made from, when the loss is a cross-entropy; else null
   * @param softmaxed whether its last function is a softmax
   */
  LossOp(Loss loss, Tensor outputs, Tensor before, boolean softmaxed) {
    this.loss = loss;
    this.outputs = outputs;
    logits = before == null && loss.fromLogits();
    scores = logits ? outputs : before;
    ownSoftmax = scores != null && !softmaxed;
    probabilities = ownSoftmax ? new float[outputs.values().length] : outputs.values();
    ignored = new float[outputs.values().length];
  }

  /**
   * The sum of the losses of all samples, each times its weight; the gradient written is that of their mean.
   *
   * @param weights (samples), or null for ones
   * @param scale what the gradient is multiplied by
   */
  double run(int samples, int[] labels, float[] weights, float scale) {
    if (ownSoftmax) {
      Activations.softmax(scores.values(), probabilities, outputs.features(), 0, samples);
    }
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      float weight = weights == null ? 1 : weights[i];
      sum += weight * one(i, labels[i], scale * (weight / samples));
    }
    return sum;
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
      case Loss.MeanSquaredError squared -> Losses.squared(p, label, n, i, factor, gradient);
      case Loss.MeanAbsoluteError absolute -> Losses.absolute(p, label, n, i, factor, gradient);
      case Loss.Poisson poisson -> Losses.poisson(p, label, n, i, factor, gradient);
      case Loss.KLDivergence divergence -> Losses.divergence(p, label, n, i, factor, gradient);
      case Loss.CategoricalHinge hinge -> Losses.hinge(p, label, n, i, factor, gradient);
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
   * one half.
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
      return p[row] > (logits ? 0 : 0.5) ? 1 : 0;
    }
    int best = 0;
    for (int j = 1; j < n; j++) {
      best = p[row + j] > p[row + best] ? j : best;
    }
    return best;
  }
}
