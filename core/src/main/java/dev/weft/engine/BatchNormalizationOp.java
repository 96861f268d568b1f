package dev.weft.engine;

import dev.weft.kernel.Reductions;
import dev.weft.model.BatchNormalization;

/** Batch normalization over all axes but the last; x and y are (rows, channels). */
final class BatchNormalizationOp implements Op {
  private final BatchNormalization layer;
  private final boolean frozen;
  private final Tensor x;
  private final Tensor y;
  private final int channels;
  private final int rowsPerSample;
  private final WorkerPool workers;
  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter movingMean;
  private final Parameter movingVariance;
  private final RowSums sums;
  private final RowSums squares;
  private final RowSums gradients;
  private final RowSums products;
  private final float[] mean;
  private final float[] variance;
  private final float[] scale;
  private final float[] shift;
  private final float[] gradientSum;
  private final float[] productSum;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int rows;

  /**
   * @param frozen whether it works in training as in inference
   * @param gamma null for ones
   * @param beta null for zeros
   */
  BatchNormalizationOp(
      BatchNormalization layer,
      boolean frozen,
      Tensor x,
      Tensor y,
      int batch,
      Parameter gamma,
      Parameter beta,
      Parameter movingMean,
      Parameter movingVariance,
      WorkerPool workers) {
    this.layer = layer;
    this.frozen = frozen;
    this.x = x;
    this.y = y;
    this.gamma = gamma;
    this.beta = beta;
    this.movingMean = movingMean;
    this.movingVariance = movingVariance;
    this.workers = workers;
    channels = x.shape().last();
    rowsPerSample = x.features() / channels;
    mean = new float[channels];
    variance = new float[channels];
    scale = new float[channels];
    shift = new float[channels];
    gradientSum = new float[channels];
    productSum = new float[channels];
    a = new float[channels];
    b = new float[channels];
    c = new float[channels];
    int most = batch * rowsPerSample;
    sums =
        new RowSums(
            most, channels, workers, (from, to, sum, at) -> Reductions.sum(x.values(), channels, from, to, sum, at));
    squares =
        new RowSums(
            most,
            channels,
            workers,
            (from, to, sum, at) -> Reductions.squares(x.values(), mean, channels, from, to, sum, at));
    gradients =
        new RowSums(
            most, channels, workers, (from, to, sum, at) -> Reductions.sum(y.gradient(), channels, from, to, sum, at));
    products =
        new RowSums(
            most,
            channels,
            workers,
            (from, to, sum, at) -> Reductions.products(y.gradient(), x.values(), mean, channels, from, to, sum, at));
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    if (training && !frozen) {
      measure();
    } else {
      System.arraycopy(movingMean.values(), 0, mean, 0, channels);
      System.arraycopy(movingVariance.values(), 0, variance, 0, channels);
    }
    for (int j = 0; j < channels; j++) {
      scale[j] = gamma(j) * inverse(j);
      shift[j] = (beta == null ? 0 : beta.values()[j]) - mean[j] * scale[j];
    }
    workers.run(forward, Math.ceilDiv(rows, RowSums.ROWS));
  }

  /** The batch's mean and variance, and the moving ones after them. */
  private void measure() {
    sums.into(mean, rows);
    divide(mean);
    squares.into(variance, rows);
    divide(variance);
    float momentum = (float) layer.momentum();
    for (int j = 0; j < channels; j++) {
      movingMean.values()[j] = movingMean.values()[j] * momentum + mean[j] * (1 - momentum);
      movingVariance.values()[j] = movingVariance.values()[j] * momentum + variance[j] * (1 - momentum);
    }
  }

  private void divide(float[] sum) {
    for (int j = 0; j < channels; j++) {
      sum[j] /= rows;
    }
  }

  private float gamma(int j) {
    return gamma == null ? 1 : gamma.values()[j];
  }

  private float inverse(int j) {
    return (float) (1 / Math.sqrt(variance[j] + layer.epsilon()));
  }

  private void forwardUnit(int unit) {
    int to = Math.min(rows, (unit + 1) * RowSums.ROWS);
    Reductions.affine(x.values(), scale, shift, y.values(), channels, unit * RowSums.ROWS, to);
  }

  /**
   * With {@code i = 1 / sqrt(variance + epsilon)} and n rows: {@code dx = gamma i (dy - sum(dy) / n - (x - mean) i^2
   * sum(dy (x - mean)) / n)}.
   */
  @Override
  public void backward(int samples) {
    if (y.gradient() == null) {
      return;
    }
    rows = samples * rowsPerSample;
    if (frozen) {
      System.arraycopy(scale, 0, a, 0, channels); // b and c are 0
    } else {
      learn();
    }
    if (x.gradient() != null) {
      workers.run(backward, Math.ceilDiv(rows, RowSums.ROWS));
    }
  }

  private void learn() {
    gradients.into(gradientSum, rows);
    products.into(productSum, rows);
    for (int j = 0; j < channels; j++) {
      float inverse = inverse(j);
      a[j] = gamma(j) * inverse;
      b[j] = -a[j] * inverse * inverse * productSum[j] / rows;
      c[j] = -a[j] * gradientSum[j] / rows;
      if (gamma != null) {
        gamma.gradient()[j] = productSum[j] * inverse;
      }
    }
    if (beta != null) {
      System.arraycopy(gradientSum, 0, beta.gradient(), 0, channels);
    }
  }

  private void backwardUnit(int unit) {
    int to = Math.min(rows, (unit + 1) * RowSums.ROWS);
    Reductions.normalizeBackward(
        y.gradient(), x.values(), mean, a, b, c, x.gradient(), channels, unit * RowSums.ROWS, to);
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
