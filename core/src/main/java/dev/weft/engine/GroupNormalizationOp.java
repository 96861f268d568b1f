package dev.weft.engine;

import dev.weft.kernel.Reductions;
import dev.weft.model.GroupNormalization;

/**
 * Each sample's groups of channels (the last axis), normalized over all places; a sample is one unit of work. Sums run
 * channel by channel, then over a group's channels in order.
 */
final class GroupNormalizationOp implements Op {
  private final double epsilon;
  private final int channels;
  private final int channelsOfGroup;
  private final int places;
  private final Tensor x;
  private final Tensor y;
  private final Parameter gamma;
  private final Parameter beta;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /** Of each sample, by channels: mean, inverse deviation, and three factors. */
  private final float[][] mean;

  private final float[][] inverse;
  private final float[][] a;
  private final float[][] b;
  private final float[][] c;

  /** (samples, channels): sums of {@code dy (x - mean)} and of dy, the first times the inverse deviation in the end. */
  private final float[] products;

  private final float[] gradients;

  /**
   * @param gamma null for ones
   * @param beta null for zeros
   */
  GroupNormalizationOp(
      GroupNormalization layer,
      int groups,
      Tensor x,
      Tensor y,
      int batch,
      Parameter gamma,
      Parameter beta,
      WorkerPool workers) {
    this.x = x;
    this.y = y;
    this.gamma = gamma;
    this.beta = beta;
    this.workers = workers;
    epsilon = layer.epsilon();
    channels = x.shape().last();
    channelsOfGroup = channels / groups;
    places = x.features() / channels;
    mean = new float[batch][channels];
    inverse = new float[batch][channels];
    a = new float[batch][channels];
    b = new float[batch][channels];
    c = new float[batch][channels];
    products = new float[batch * channels];
    gradients = new float[batch * channels];
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, samples);
  }

  private void forwardUnit(int sample) {
    float[] means = mean[sample];
    float[] inverses = inverse[sample];
    float[] scale = a[sample];
    float[] shift = b[sample];
    int from = sample * places;
    Reductions.sum(x.values(), channels, from, from + places, means, 0);
    averageGroups(means);
    Reductions.squares(x.values(), means, channels, from, from + places, inverses, 0);
    averageGroups(inverses);
    for (int j = 0; j < channels; j++) {
      inverses[j] = (float) (1 / Math.sqrt(inverses[j] + epsilon));
      scale[j] = gamma(j) * inverses[j];
      shift[j] = (beta == null ? 0 : beta.values()[j]) - means[j] * scale[j];
    }
    Reductions.affine(x.values(), scale, shift, y.values(), channels, from, from + places);
  }

  private float gamma(int j) {
    return gamma == null ? 1 : gamma.values()[j];
  }

  /** The sums of a group's channels by the number of its values, for each of its channels. */
  private void averageGroups(float[] sums) {
    for (int from = 0; from < channels; from += channelsOfGroup) {
      float sum = 0;
      for (int j = from; j < from + channelsOfGroup; j++) {
        sum += sums[j];
      }
      for (int j = from; j < from + channelsOfGroup; j++) {
        sums[j] = sum / (places * channelsOfGroup);
      }
    }
  }

  /**
   * With {@code i = 1 / sqrt(variance + epsilon)} and averages over a group: {@code dx = i (gamma dy - average(gamma
   * dy) - (x - mean) i^2 average(gamma dy (x - mean)))}.
   */
  @Override
  public void backward(int samples) {
    if (y.gradient() == null) {
      return;
    }
    workers.run(backward, samples);
    if (gamma != null) {
      Reductions.sum(products, channels, 0, samples, gamma.gradient(), 0);
    }
    if (beta != null) {
      Reductions.sum(gradients, channels, 0, samples, beta.gradient(), 0);
    }
  }

  private void backwardUnit(int sample) {
    float[] means = mean[sample];
    float[] inverses = inverse[sample];
    int from = sample * places;
    int at = sample * channels;
    Reductions.sum(y.gradient(), channels, from, from + places, gradients, at);
    Reductions.products(y.gradient(), x.values(), means, channels, from, from + places, products, at);
    if (x.gradient() != null) {
      for (int j = 0; j < channels; j++) {
        b[sample][j] = gamma(j) * products[at + j];
        c[sample][j] = gamma(j) * gradients[at + j];
      }
      averageGroups(b[sample]);
      averageGroups(c[sample]);
      for (int j = 0; j < channels; j++) {
        a[sample][j] = gamma(j) * inverses[j];
        b[sample][j] *= -inverses[j] * inverses[j] * inverses[j];
        c[sample][j] *= -inverses[j];
      }
      Reductions.normalizeBackward(
          y.gradient(),
          x.values(),
          means,
          a[sample],
          b[sample],
          c[sample],
          x.gradient(),
          channels,
          from,
          from + places);
    }
    for (int j = 0; j < channels; j++) {
      products[at + j] *= inverses[j];
    }
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
