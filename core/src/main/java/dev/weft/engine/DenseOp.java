package dev.weft.engine;

import dev.weft.kernel.Columns;
import dev.weft.kernel.Panels;
import dev.weft.kernel.Product;
import dev.weft.kernel.TransposedProduct;
import java.util.stream.IntStream;

/**
 * {@code y = f(x . kernel + bias)}: x (rows, in), kernel (in, units), y (rows, units). A sample may have several rows.
 */
final class DenseOp implements Op {
  /** Rows of the left side in one unit of work. */
  private static final int ROWS = 128;

  /** Rows of the kernel's gradient in one unit of work. */
  private static final int KERNEL_ROWS = 48;

  /** Rows of the transpose of the input's gradient in one unit of work. */
  private static final int INPUT_ROWS = 96;

  /** A row is one run. */
  private static final int[] ONE_RUN = {0};

  private final int in;
  private final int units;
  private final int rowsPerSample;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final Team team;
  private final float[] panels;

  /** Panels of y's gradient. */
  private final float[] gradientPanels;

  /** Panels of the transpose of y's gradient, and the transpose of x's; null where no input gradient is wanted. */
  private final float[] gradientColumns;

  private final float[] inputColumns;
  private final int[] rowsOfKernel;
  private final int[] rowsOfX;
  private final int[] columnsOfX;
  private final Team.Task forward = this::forwardUnit;
  private final Team.Task prepare = this::prepareUnit;
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
    panels = new float[Panels.size(in, units)];
    gradientPanels = y.gradient() == null ? null : new float[Panels.size(most, units)];
    boolean passesOn = x.gradient() != null;
    gradientColumns = passesOn ? new float[Panels.size(units, most)] : null;
    inputColumns = passesOn ? new float[in * most] : null;
    rowsOfKernel = passesOn ? every(units, in) : null;
    rowsOfX = every(in, most);
    columnsOfX = every(1, in);
  }

  private static int[] every(int step, int count) {
    return IntStream.range(0, count).map(i -> i * step).toArray();
  }

  @Override
  public int packs() {
    return Panels.count(units);
  }

  @Override
  public void pack(int panel) {
    Panels.pack(kernel.values(), 0, in, in, units, panel, panels);
    if (bias != null) {
      Panels.packBias(bias.values(), in, units, panel, panels);
    }
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
    Product.panel(
        x.values(),
        rowsOfX,
        from,
        to,
        ONE_RUN,
        in,
        in,
        panels,
        Panels.offset(panel, in),
        Panels.bias(panel, in, units),
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
    int prepared = Panels.count(units) + (gradientColumns == null ? 0 : Panels.count(rows));
    if (function != null) {
      function.backward().apply(y.values(), y.gradient(), y.gradient(), 0, rows * units);
    }
    team.run(prepare, prepared, 4L * rows * units);
    team.run(backward, kernelUnits() + inputUnits() + 1, 2L * rows * in * units);
  }

  private int kernelUnits() {
    return Math.ceilDiv(in, KERNEL_ROWS);
  }

  private int inputUnits() {
    return gradientColumns == null ? 0 : Math.ceilDiv(in, INPUT_ROWS);
  }

  /** Packs y's gradient: as it is for the kernel's gradient, and turned over for the input's. */
  private void prepareUnit(int unit) {
    if (unit < Panels.count(units)) {
      Panels.pack(y.gradient(), 0, rows, rows, units, unit, gradientPanels);
    } else {
      Panels.packTransposed(y.gradient(), units, rows, unit - Panels.count(units), gradientColumns);
    }
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
    int from = unit * KERNEL_ROWS;
    int to = Math.min(in, from + KERNEL_ROWS);
    TransposedProduct.rows(
        x.values(), columnsOfX, from, to, rowsOfX, rows, gradientPanels, false, kernel.gradient(), units);
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
          ONE_RUN,
          units,
          units,
          gradientColumns,
          Panels.offset(panel, units),
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

  @Override
  public long forwardProducts() {
    return (long) rowsPerSample * in * units;
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (x.gradient() == null ? 1 : 2);
  }
}
