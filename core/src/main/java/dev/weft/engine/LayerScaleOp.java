package dev.weft.engine;

import dev.weft.kernel.Reductions;

/** {@code y = x * gamma}, channel by channel; x and y are (rows, channels). */
final class LayerScaleOp implements Op {
  private final int channels;
  private final int rowsPerSample;
  private final Tensor x;
  private final Tensor y;
  private final Parameter gamma;
  private final float[] zeros;
  private final RowSums products;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int rows;

  LayerScaleOp(Tensor x, Tensor y, int batch, Parameter gamma, WorkerPool workers) {
    this.x = x;
    this.y = y;
    this.gamma = gamma;
    this.workers = workers;
    channels = x.shape().last();
    rowsPerSample = x.features() / channels;
    zeros = new float[channels];
    products =
        new RowSums(
            batch * rowsPerSample,
            channels,
            workers,
            (from, to, sum, at) -> Reductions.products(y.gradient(), x.values(), zeros, channels, from, to, sum, at));
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    workers.run(forward, Math.ceilDiv(rows, RowSums.ROWS));
  }

  @Override
  public void backward(int samples) {
    if (y.gradient() == null) {
      return;
    }
    rows = samples * rowsPerSample;
    products.into(gamma.gradient(), rows);
    if (x.gradient() != null) {
      workers.run(backward, Math.ceilDiv(rows, RowSums.ROWS));
    }
  }

  private void forwardUnit(int unit) {
    int to = Math.min(rows, (unit + 1) * RowSums.ROWS);
    Reductions.affine(x.values(), gamma.values(), zeros, y.values(), channels, unit * RowSums.ROWS, to);
  }

  private void backwardUnit(int unit) {
    int to = Math.min(rows, (unit + 1) * RowSums.ROWS);
    Reductions.affine(y.gradient(), gamma.values(), zeros, x.gradient(), channels, unit * RowSums.ROWS, to);
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
