package dev.weft.bench.kernel;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.TransposedProduct;
import java.util.stream.IntStream;

/** Products in the shapes of a training step, as the ops of the engine call them. */
final class Products {
  private Products() {}

  /** A product with its operands made; {@link #run} computes it once. */
  interface Shape {
    void run();

    /** Of one run, a multiply-add counted as two. */
    double flops();
  }

  /** A dense layer's outputs: (rows, depth) times (depth, columns). */
  static Shape dense(int rows, int depth, int columns) {
    int[] first = IntStream.range(0, rows).map(i -> i * depth).toArray();
    return forward(Bench.random(rows * depth), first, new int[] {0}, depth, depth, columns);
  }

  /**
   * A convolution's outputs for one image of side x side: windows of size x size, each of which is {@code size} runs.
   */
  static Shape convolution(int side, int channels, int size, int filters) {
    int out = side - size + 1;
    int[] first = IntStream.range(0, out * out).map(i -> (i / out * side + i % out) * channels).toArray();
    int[] lines = IntStream.range(0, size).map(i -> i * side * channels).toArray();
    float[] image = Bench.random(side * side * channels);
    return forward(image, first, lines, size * channels, size * size * channels, filters);
  }

  private static Shape forward(float[] a, int[] rows, int[] runs, int run, int depth, int columns) {
    float[] packed = Bench.random(PackedMatrix.size(depth, columns));
    float[] c = new float[rows.length * columns];
    return shape(
        2.0 * rows.length * depth * columns,
        () -> {
          for (int p = 0; p < PackedMatrix.count(columns); p++) {
            int at = PackedMatrix.offset(p, depth);
            int bias = PackedMatrix.bias(p, depth, columns);
            int real = PackedMatrix.columns(p, columns);
            int to = PackedMatrix.column(p);
            Product.panel(a, rows, 0, rows.length, runs, run, depth, packed, at, bias, c, to, columns, real);
          }
        });
  }

  /** A dense layer's weight gradient: (rows, in) transposed times (rows, units). */
  static Shape kernelGradient(int rows, int in, int units) {
    float[] x = Bench.random(rows * in);
    int[] columns = IntStream.range(0, in).toArray();
    int[] first = IntStream.range(0, rows).map(i -> i * in).toArray();
    float[] dy = Bench.random(PackedMatrix.size(rows, units));
    float[] c = new float[in * units];
    return shape(
        2.0 * rows * in * units, () -> TransposedProduct.rows(x, columns, 0, in, first, rows, dy, false, c, units));
  }

  private static Shape shape(double flops, Runnable run) {
    return new Shape() {
      @Override
      public void run() {
        run.run();
      }

      @Override
      public double flops() {
        return flops;
      }
    };
  }
}
