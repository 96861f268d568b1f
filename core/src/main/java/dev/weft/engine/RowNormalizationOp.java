package dev.weft.engine;

import dev.weft.kernel.Reductions;
import dev.weft.kernel.RowNormalization;
import dev.weft.model.LayerNormalization;
import java.util.Arrays;

/** Layer, root mean square and unit normalization: x and y are (rows, columns), each row is normalized by itself. */
final class RowNormalizationOp implements Op {
  private final RowNormalization kernel;
  private final int rowsPerSample;
  private final int rowsOfUnit;
  private final Tensor x;
  private final Tensor y;
  private final Parameter gamma;
  private final Parameter beta;
  private final float[] factors;
  private final float[] offsets;
  private final float[] mean;
  private final float[] inverse;
  private final RowSums gammaGradient;
  private final RowSums betaGradient;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int rows;

  /**
   * @param gamma null for ones
   * @param beta null for zeros
   */
  private RowNormalizationOp(
      RowNormalization kernel, Tensor x, Tensor y, int batch, Parameter gamma, Parameter beta, WorkerPool workers) {
    this.kernel = kernel;
    this.x = x;
    this.y = y;
    this.gamma = gamma;
    this.beta = beta;
    this.workers = workers;
    int columns = kernel.columns();
    rowsPerSample = x.features() / columns;
    rowsOfUnit = Math.max(1, ElementwiseOp.CHUNK / columns);
    factors = gamma == null ? filled(1, columns) : gamma.values();
    offsets = beta == null ? filled(0, columns) : beta.values();
    int most = batch * rowsPerSample;
    mean = new float[most];
    inverse = new float[most];
    gammaGradient =
        new RowSums(
            most,
            columns,
            workers,
            (from, to, sum, at) -> kernel.gammaGradient(x.values(), mean, inverse, y.gradient(), from, to, sum, at));
    betaGradient =
        new RowSums(
            most, columns, workers, (from, to, sum, at) -> Reductions.sum(y.gradient(), columns, from, to, sum, at));
  }

  static Op of(
      LayerNormalization layer, Tensor x, Tensor y, int batch, Parameter gamma, Parameter beta, WorkerPool workers) {
    int columns = x.shape().last();
    RowNormalization kernel = new RowNormalization(columns, true, !layer.rmsScaling(), columns, layer.epsilon());
    return new RowNormalizationOp(kernel, x, y, batch, gamma, beta, workers);
  }

  static Op rootMeanSquare(double epsilon, Tensor x, Tensor y, int batch, Parameter scale, WorkerPool workers) {
    int columns = x.shape().last();
    RowNormalization kernel = new RowNormalization(columns, false, false, columns, epsilon);
    return new RowNormalizationOp(kernel, x, y, batch, scale, null, workers);
  }

  static Op unit(Tensor x, Tensor y, int batch, WorkerPool workers) {
    return new RowNormalizationOp(
        new RowNormalization(x.shape().last(), false, false, 1, 0), x, y, batch, null, null, workers);
  }

  private static float[] filled(float value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    workers.run(forward, Math.ceilDiv(rows, rowsOfUnit));
  }

  @Override
  public void backward(int samples) {
    if (y.gradient() == null) {
      return;
    }
    rows = samples * rowsPerSample;
    if (gamma != null) {
      gammaGradient.into(gamma.gradient(), rows);
    }
    if (beta != null) {
      betaGradient.into(beta.gradient(), rows);
    }
    if (x.gradient() != null) {
      workers.run(backward, Math.ceilDiv(rows, rowsOfUnit));
    }
  }

  private void forwardUnit(int unit) {
    int from = unit * rowsOfUnit;
    int to = Math.min(rows, from + rowsOfUnit);
    kernel.forward(x.values(), factors, offsets, mean, inverse, y.values(), from, to);
  }

  private void backwardUnit(int unit) {
    int from = unit * rowsOfUnit;
    int to = Math.min(rows, from + rowsOfUnit);
    kernel.backward(x.values(), factors, mean, inverse, y.gradient(), x.gradient(), from, to);
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
