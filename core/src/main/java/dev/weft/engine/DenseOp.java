package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import java.util.stream.IntStream;

/**
 * {@code y = f(x . kernel + bias)}: x (rows, in), kernel (in, units), y (rows, units). A sample may have several rows.
 */
final class DenseOp implements Op {
  /** Rows of the left side in one unit of work. */
  private static final int ROWS = 128;

  /** The same of a layer of one panel; up to {@link #MANY_PANELS} it grows, so that there are units for all threads. */
  private static final int LEAST_ROWS = 16;

  private static final int MANY_PANELS = 8;

  /** About as many rows of the kernel make one unit of work in the backward pass: their gradient stays in the cache. */
  private static final int KERNEL_ROWS = 48;

  /** A row is one segment. */
  private static final int[] ONE_SEGMENT = {0};

  private final int in;
  private final int units;
  private final int rowsPerSample;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;
  private final float[] packed;

  /** Panels of y's gradient. */
  private final float[] packedGradient;

  /** How the input's gradient is made; null where none is wanted. */
  private final InputGradient inputGradient;

  /** The row of the kernel after the last one of each unit of the backward pass. */
  private final int[] ends;

  private final int rowsOfUnit;
  private final int[] rowsOfX;
  private final int[] columnsOfX;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task packGradient = this::packGradientUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /** Null where the weights are updated later. */
  private OptimizerStep updates;

  private int firstUpdate;
  private int biasUpdate;
  private int rows;

  /**
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  DenseOp(
      Tensor x, Tensor y, Buffers buffers, Parameter kernel, Parameter bias, Elementwise function, WorkerPool workers) {
    this.x = x;
    this.y = y;
    this.kernel = kernel.packed();
    this.bias = bias == null ? null : bias.packed();
    this.function = function;
    this.workers = workers;
    in = x.shape().last();
    units = y.shape().last();
    rowsPerSample = x.features() / in;
    int most = buffers.batch() * rowsPerSample;
    packed = buffers.packed(PackedMatrix.size(in, units));
    packedGradient = y.gradient() == null ? null : buffers.scratch(PackedMatrix.size(most, units));
    inputGradient = x.gradient() == null ? null : new InputGradient(kernel, x, y, most, buffers);
    int step = inputGradient == null ? TransposedProduct.HEIGHT : inputGradient.step();
    int count = Math.max(1, Math.round((float) in / KERNEL_ROWS));
    ends =
        IntStream.rangeClosed(1, count)
            .map(i -> i == count ? in : (int) ((long) in * i / count / step * step))
            .toArray();
    rowsOfUnit = Math.max(LEAST_ROWS, Math.min(ROWS, ROWS * PackedMatrix.count(units) / MANY_PANELS));
    rowsOfX = IntStream.range(0, most).map(i -> i * in).toArray();
    columnsOfX = IntStream.range(0, in).toArray();
  }

  @Override
  public int packs() {
    return PackedMatrix.count(units);
  }

  @Override
  public void pack(int panel) {
    PackedMatrix.pack(kernel.values(), 0, in, in, units, panel, packed);
    if (bias != null) {
      PackedMatrix.packBias(bias.values(), in, units, panel, packed);
    }
  }

  @Override
  public boolean takes(OptimizerStep updates) {
    if (!updates.canBeEarly() || !kernel.canBeEarly()) {
      return false;
    }
    this.updates = updates;
    firstUpdate = updates.early(kernel, IntStream.of(ends).map(end -> end * units).toArray());
    biasUpdate = bias == null ? 0 : updates.early(bias, new int[] {units});
    return true;
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    workers.run(forward, Math.ceilDiv(rows, rowsOfUnit) * PackedMatrix.count(units), (long) rows * in * units);
  }

  private void forwardUnit(int unit) {
    int panel = unit % PackedMatrix.count(units);
    int from = unit / PackedMatrix.count(units) * rowsOfUnit;
    int to = Math.min(rows, from + rowsOfUnit);
    int column = PackedMatrix.column(panel);
    int columns = PackedMatrix.columns(panel, units);
    Product.panel(
        x.values(),
        rowsOfX,
        from,
        to,
        ONE_SEGMENT,
        in,
        in,
        packed,
        PackedMatrix.offset(panel, in),
        PackedMatrix.bias(panel, in, units),
        y.values(),
        from * units + column,
        units,
        columns);
    if (function != null) {
      for (int i = from; i < to; i++) {
        int row = i * units + column;
        function.forward().apply(y.values(), y.values(), row, row + columns);
      }
    }
  }

  @Override
  public void backward(int samples) {
    rows = samples * rowsPerSample;
    if (function != null) {
      function.backward().apply(y.values(), y.gradient(), y.gradient(), 0, rows * units);
    }
    int packs = PackedMatrix.count(units) + (inputGradient == null ? 0 : inputGradient.packs(rows));
    workers.run(packGradient, packs, 4L * rows * units);
    workers.run(backward, ends.length + 1, 2L * rows * in * units);
  }

  private void packGradientUnit(int unit) {
    if (unit < PackedMatrix.count(units)) {
      PackedMatrix.pack(y.gradient(), 0, rows, rows, units, unit, packedGradient);
    } else {
      inputGradient.pack(rows, unit - PackedMatrix.count(units));
    }
  }

  /** Some rows of the kernel: the input's gradient asks for them as they were, then they learn. */
  private void backwardUnit(int unit) {
    if (unit == ends.length) {
      biasGradient();
      return;
    }
    int from = unit == 0 ? 0 : ends[unit - 1];
    int to = ends[unit];
    if (inputGradient != null) {
      inputGradient.run(rows, from, to);
    }
    if (kernel.gradient() != null) {
      TransposedProduct.rows(
          x.values(), columnsOfX, from, to, rowsOfX, rows, packedGradient, false, kernel.gradient(), units);
    }
    if (updates != null) {
      updates.updateUnit(firstUpdate + unit);
      for (int panel = 0; panel < PackedMatrix.count(units); panel++) {
        PackedMatrix.pack(kernel.values(), from, to, in, units, panel, packed);
      }
    }
  }

  private void biasGradient() {
    if (bias == null) {
      return;
    }
    Reductions.sum(y.gradient(), units, 0, rows, bias.gradient(), 0);
    if (updates != null) {
      updates.updateUnit(biasUpdate);
      for (int panel = 0; panel < PackedMatrix.count(units); panel++) {
        PackedMatrix.packBias(bias.values(), in, units, panel, packed);
      }
    }
  }

  @Override
  public String algorithm() {
    return "dense product";
  }

  @Override
  public long forwardProducts() {
    return (long) rowsPerSample * in * units;
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (x.gradient() == null ? 1 : 2);
  }

  @Override
  public boolean keepsOutput() {
    return function != null;
  }
}
