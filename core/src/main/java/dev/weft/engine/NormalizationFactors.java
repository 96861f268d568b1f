package dev.weft.engine;

import dev.weft.model.BatchNormalization;

/**
 * What a batch normalization multiplies and adds in each channel, forward {@code z = x * scale + shift} and backward
 * {@code dx = dz * a + (x - mean) * b + c}. With {@code i = 1 / sqrt(variance + epsilon)} and n rows:
 *
 * <pre>{@code
 * dx = gamma i (dz - sum(dz) / n - (x - mean) i^2 sum(dz (x - mean)) / n)
 * }</pre>
 */
final class NormalizationFactors {
  /**
   * A layer's weights.
   *
   * @param gamma null for ones
   * @param beta null for zeros
   */
  record Weights(Parameter gamma, Parameter beta, Parameter movingMean, Parameter movingVariance) {}

  private final BatchNormalization layer;
  private final Weights weights;
  private final int channels;
  private final float[] variance;
  final float[] mean;
  final float[] scale;
  final float[] shift;
  final float[] a;
  final float[] b;
  final float[] c;

  NormalizationFactors(BatchNormalization layer, Weights weights, int channels) {
    this.layer = layer;
    this.weights = weights;
    this.channels = channels;
    variance = new float[channels];
    mean = new float[channels];
    scale = new float[channels];
    shift = new float[channels];
    a = new float[channels];
    b = new float[channels];
    c = new float[channels];
  }

  /** Those of inference. */
  void fromMoving() {
    System.arraycopy(weights.movingMean.values(), 0, mean, 0, channels);
    System.arraycopy(weights.movingVariance.values(), 0, variance, 0, channels);
    for (int j = 0; j < channels; j++) {
      scaleAndShift(j, mean[j]);
    }
    System.arraycopy(scale, 0, a, 0, channels); // b and c are 0
  }

  /**
   * Those of a batch, whose mean and variance change the moving ones.
   *
   * @param moments (2, channels): sums of x and of its squares
   */
  void fromBatch(double[] moments, int rows) {
    float momentum = (float) layer.momentum();
    float[] movingMean = weights.movingMean.values();
    float[] movingVariance = weights.movingVariance.values();
    for (int j = 0; j < channels; j++) {
      double average = moments[j] / rows;
      mean[j] = (float) average;
      variance[j] = (float) Math.max(0, moments[channels + j] / rows - average * average);
      movingMean[j] = movingMean[j] * momentum + mean[j] * (1 - momentum);
      movingVariance[j] = movingVariance[j] * momentum + variance[j] * (1 - momentum);
      scaleAndShift(j, average);
    }
  }

  private void scaleAndShift(int j, double average) {
    scale[j] = gamma(j) * inverse(j);
    shift[j] = (float) ((weights.beta == null ? 0 : weights.beta.values()[j]) - average * scale[j]);
  }

  private float gamma(int j) {
    return weights.gamma == null ? 1 : weights.gamma.values()[j];
  }

  private float inverse(int j) {
    return (float) (1 / Math.sqrt(variance[j] + layer.epsilon()));
  }

  /**
   * The gradients of gamma and beta, and what the input gradient is made with.
   *
   * @param sums (2, channels): of dz and of {@code dz (x - mean)}
   */
  void learn(double[] sums, int rows) {
    for (int j = 0; j < channels; j++) {
      float gradientSum = (float) sums[j];
      float productSum = (float) sums[channels + j];
      float inverse = inverse(j);
      a[j] = gamma(j) * inverse;
      b[j] = -a[j] * inverse * inverse * productSum / rows;
      c[j] = -a[j] * gradientSum / rows;
      if (weights.gamma != null) {
        weights.gamma.gradient()[j] = productSum * inverse;
      }
      if (weights.beta != null) {
        weights.beta.gradient()[j] = gradientSum;
      }
    }
  }
}
