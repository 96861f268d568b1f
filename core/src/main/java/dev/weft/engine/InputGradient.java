package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.TransposedProduct;
import java.util.stream.IntStream;

/**
 * The gradient of a dense layer's input, {@code dx = dy . kernel^T}, by some rows of the kernel at a time: x (rows,
 * in), kernel (in, units), dy (rows, units). Of the two on the right side, the smaller is transposed over: a kernel of
 * few units, or dy, for {@code dx^T = kernel . dy^T}, which reads a large kernel as it lies.
 */
final class InputGradient {
  /** A row is one segment. */
  private static final int[] ONE_SEGMENT = {0};

  /** A multiple of every panel's width. */
  private static final int WIDEST = 32;

  private final int in;
  private final int units;
  private final Parameter kernel;
  private final Tensor x;
  private final Tensor y;
  private final boolean transposesKernel;

  /** Panels of the transposed kernel (units, in), or of the transpose of dy (units, rows). */
  private final float[] packed;

  /** The transpose of dx (in, rows); null where the kernel is transposed over. */
  private final float[] columns;

  private final int[] rowsOfLeft;

  /**
   * @param most rows at most
   */
  InputGradient(Parameter kernel, Tensor x, Tensor y, int most, Buffers buffers) {
    this.kernel = kernel;
    this.x = x;
    this.y = y;
    in = x.shape().last();
    units = y.shape().last();
    transposesKernel = units < most;
    packed = buffers.scratch(PackedMatrix.size(units, transposesKernel ? in : most));
    columns = transposesKernel ? null : buffers.scratch(in * most);
    rowsOfLeft = IntStream.range(0, transposesKernel ? most : in).map(i -> i * units).toArray();
  }

  /** Rows of the kernel must come in multiples of this, all but the last. */
  int step() {
    return transposesKernel ? WIDEST : TransposedProduct.HEIGHT;
  }

  /** Units of {@link #pack}, which must be done before {@link #run}. */
  int packs(int rows) {
    return transposesKernel ? 0 : PackedMatrix.count(rows);
  }

  void pack(int rows, int panel) {
    PackedMatrix.packTransposed(y.gradient(), units, rows, panel, packed);
  }

  /** The gradient of the inputs {@code from} to {@code to}. */
  void run(int rows, int from, int to) {
    if (transposesKernel) {
      byKernel(rows, from, to);
    } else {
      byGradient(rows, from, to);
    }
  }

  private void byKernel(int rows, int from, int to) {
    for (int panel = from / Product.WIDTH; panel < PackedMatrix.count(to); panel++) {
      PackedMatrix.packTransposed(kernel.values(), units, in, panel, packed);
      Product.panel(
          y.gradient(),
          rowsOfLeft,
          0,
          rows,
          ONE_SEGMENT,
          units,
          units,
          packed,
          PackedMatrix.offset(panel, units),
          Product.ZERO,
          x.gradient(),
          PackedMatrix.column(panel),
          in,
          PackedMatrix.columns(panel, in));
    }
  }

  private void byGradient(int rows, int from, int to) {
    for (int panel = 0; panel < PackedMatrix.count(rows); panel++) {
      Product.panel(
          kernel.values(),
          rowsOfLeft,
          from,
          to,
          ONE_SEGMENT,
          units,
          units,
          packed,
          PackedMatrix.offset(panel, units),
          Product.ZERO,
          columns,
          from * rows + PackedMatrix.column(panel),
          rows,
          PackedMatrix.columns(panel, rows));
    }
    for (int j = 0; j < rows; j++) {
      for (int i = from; i < to; i++) {
        x.gradient()[j * in + i] = columns[i * rows + j];
      }
    }
  }
}
