package dev.weft.engine;

import dev.weft.kernel.Winograd.Transform;

/** The forward pass of one group of images: x's tiles are transformed, multiplied and transformed back. */
final class WinogradForward {
  private final WinogradSizes sizes;
  private final Tensor x;
  private final Tensor y;
  private final Elementwise function;
  private final WorkerPool workers;
  private final WinogradPlanes inputs;
  private final WinogradPlanes outputs;
  private final WinogradProduct product;
  private final WorkerPool.Task transform = this::transformUnit;
  private final WorkerPool.Task multiply = this::multiplyUnit;
  private final WorkerPool.Task restore = this::restoreUnit;
  private int first;
  private int images;
  private int row;

  WinogradForward(
      WinogradSizes sizes,
      Tensor x,
      Tensor y,
      Elementwise function,
      WorkerPool workers,
      WinogradPlanes inputs,
      WinogradPlanes outputs,
      WinogradProduct product) {
    this.sizes = sizes;
    this.x = x;
    this.y = y;
    this.function = function;
    this.workers = workers;
    this.inputs = inputs;
    this.outputs = outputs;
    this.product = product;
  }

  /**
   * @param first the group's first image
   * @param row where the group begins in the transformed inputs
   */
  void run(int first, int images, int row) {
    this.first = first;
    this.images = images;
    this.row = row;
    workers.run(transform, images, WinogradOp.transforms(sizes, images, sizes.channels()));
    workers.run(multiply, product.units(images), sizes.products(images));
    workers.run(restore, images, WinogradOp.transforms(sizes, images, sizes.filters()));
  }

  private void transformUnit(int image) {
    inputs.transform(Transform.INPUT, sizes.xTiles(), x.values(), first + image, row + image * sizes.tiles());
  }

  /** M = V U. */
  private void multiplyUnit(int unit) {
    product.run(unit, images, row, 0);
  }

  private void restoreUnit(int image) {
    WinogradTiles tiles = sizes.yTiles();
    float[] edge = outputs.edge();
    int filters = sizes.filters();
    for (int i = 0; i < sizes.tiles(); i++) {
      boolean inside = tiles.inside(i);
      sizes
          .winograd()
          .apply(
              Transform.OUTPUT,
              outputs.values(),
              (image * sizes.tiles() + i) * outputs.step(),
              sizes.side() * outputs.plane(),
              outputs.plane(),
              inside ? y.values() : edge,
              inside ? tiles.at(first + image, i) : 0,
              (inside ? tiles.width() : tiles.side()) * filters,
              filters,
              filters);
      if (!inside) {
        tiles.paste(edge, y.values(), first + image, i);
      }
    }
    if (function != null) {
      int from = (first + image) * y.features();
      function.forward().apply(y.values(), y.values(), from, from + y.features());
    }
  }
}
