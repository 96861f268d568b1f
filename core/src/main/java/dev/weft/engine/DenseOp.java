package dev.weft.engine;

import dev.weft.kernel.Columns;
import dev.weft.kernel.Panels;
import dev.weft.kernel.Product;
import java.util.stream.IntStream;

/**
 * {@code y = f(x . kernel + bias)}: x (rows, in), kernel (in, units), y (rows, units). A sample may have several rows.
 */
final class DenseOp implements Op {
  /** Rows of the left side in one unit of work. */
  private static final int ROWS = 128;

  /** Rows of the kernel's gradient in one unit of work: about 10 microseconds with batches of 32. */
  private static final int KERNEL_ROWS = 200;

  /** Rows of the transpose of the input's gradient in one unit of work. */
  private static final int INPUT_ROWS = 64;

  private final int in;
  private final int units;
  private final int rowsPerSample;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final Team team;

  /** Null where the kernel changes with each step and is read but a few times: then packing would not pay. */
  private final float[] panels;

  /** Panels of the transpose of y's gradient, and the transpose of x's; null where no input gradient is wanted. */
  private final float[] gradientPanels;

  private final float[] inputColumns;
  private final int[] rowsOfKernel;
  private final int[] count;
  private final int[] rowsOfX;
  private final Team.Task forward = this::forwardUnit;
  private final Team.Task activate = this::activateUnit;
  private final Team.Task pack = this::packUnit;
  private final Team.Task backward = this::backwardUnit;
  private int rows;

  /**
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  DenseOp(Tensor x, Tensor y, int batch, Parameter kernel, Parameter bias, Elementwise function, Team team) {
    this.x = x;
    this.y = y;
    this.kernel = kernel;
    this.bias = bias;
    this.function = function;
    this.team = team;
    in = x.shape().last();
    units = y.shape().last();
    rowsPerSample = x.features() / in;
    int most = batch * rowsPerSample;
    boolean training = kernel.gradient() != null;
    panels = training && Panels.readsUnpacked(most, units) ? null : new float[Panels.size(in, units)];
    boolean passesOn = x.gradient() != null;
    gradientPanels = passesOn ? new float[Panels.size(units, most)] : null;
    inputColumns = passesOn ? new float[in * most] : null;
    rowsOfKernel = passesOn ? IntStream.range(0, in).map(i -> i * units).toArray() : null;
    count = IntStream.range(0, Math.max(in, units)).toArray();
    rowsOfX = IntStream.range(0, most).map(i -> i * in).toArray();
  }

  @Override
  public int packs() {
    return panels == null ? 0 : Panels.count(units);
  }

  @Override
  public void pack(int unit) {
    Panels.pack(kernel.values(), bias == null ? null : bias.values(), in, units, unit, panels);
  }

  @Override
  public void forward(int samples, boolean training) {
    rows = samples * rowsPerSample;
    team.run(forward, Math.ceilDiv(rows, ROWS) * Panels.count(units), (long) rows * in * units);
  }

  private void forwardUnit(int unit) {
    int panel = unit % Panels.count(units);
    int from = unit / Panels.count(units) * ROWS;
    int to = Math.min(rows, from + ROWS);
    int column = Panels.column(panel);
    int columns = Panels.columns(panel, units);
    int first = from * units + column;
    if (panels == null) {
      float[] start = bias == null ? null : bias.values();
      Product.unpacked(
          x.values(),
          rowsOfX,
          from,
          to,
          count,
          0,
          in,
          kernel.values(),
          column,
          units,
          start,
          y.values(),
          first,
          units,
          columns);
    } else {
      int at = Panels.offset(panel, in);
      int width = Panels.width(panel, units);
      Product.panel(
          x.values(),
          rowsOfX,
          from,
          to,
          count,
          0,
          in,
          panels,
          at,
          width,
          at + in * width,
          y.values(),
          first,
          units,
          columns);
    }
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
      team.run(activate, ElementwiseOp.units(rows * units));
    }
    if (gradientPanels != null) {
      team.run(pack, Panels.count(rows));
    }
    team.run(backward, kernelUnits() + inputUnits() + 1, 2L * rows * in * units);
  }

  private int kernelUnits() {
    return Math.ceilDiv(in, KERNEL_ROWS) * Panels.count(units);
  }

  private int inputUnits() {
    return gradientPanels == null ? 0 : Math.ceilDiv(in, INPUT_ROWS);
  }

  private void activateUnit(int unit) {
    int to = ElementwiseOp.to(unit, rows * units);
    function.backward().apply(y.values(), y.gradient(), y.gradient(), ElementwiseOp.from(unit), to);
  }

  private void backwardUnit(int unit) {
    if (unit < kernelUnits()) {
      kernelGradient(unit);
    } else if (unit < kernelUnits() + inputUnits()) {
      inputGradient(unit - kernelUnits());
    } else if (bias != null) {
      Columns.sum(y.gradient(), units, 0, rows, bias.gradient(), 0);
    }
  }

  /** {@code dkernel = x^T . dy}. */
  private void kernelGradient(int unit) {
    int panel = unit % Panels.count(units);
    int from = unit / Panels.count(units) * KERNEL_ROWS;
    int to = Math.min(in, from + KERNEL_ROWS);
    int column = Panels.column(panel);
    Product.panel(
        x.values(),
        count,
        from,
        to,
        rowsOfX,
        0,
        rows,
        y.gradient(),
        column,
        units,
        Product.ZERO,
        kernel.gradient(),
        from * units + column,
        units,
        Panels.columns(panel, units));
  }

  private void packUnit(int panel) {
    Panels.packTransposed(y.gradient(), units, rows, panel, gradientPanels);
  }

  /** {@code dx^T = kernel . dy^T}, which reads the large kernel as it lies and turns over only the small rest. */
  private void inputGradient(int unit) {
    int from = unit * INPUT_ROWS;
    int to = Math.min(in, from + INPUT_ROWS);
    for (int panel = 0; panel < Panels.count(rows); panel++) {
      Product.panel(
          kernel.values(),
          rowsOfKernel,
          from,
          to,
          count,
          0,
          units,
          gradientPanels,
          Panels.offset(panel, units),
          Panels.width(panel, rows),
          Product.ZERO,
          inputColumns,
          from * rows + Panels.column(panel),
          rows,
          Panels.columns(panel, rows));
    }
    for (int j = 0; j < rows; j++) {
      for (int i = from; i < to; i++) {
        x.gradient()[j * in + i] = inputColumns[i * rows + j];
      }
    }
  }
}
