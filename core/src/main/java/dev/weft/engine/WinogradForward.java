package dev.weft.engine;

import dev.weft.kernel.Winograd.Transform;

/** The forward pass of one group of images: x's tiles are transformed, multiplied and transformed back. */
final class WinogradForward {
  private final WinogradSizes sizes;
  private final Tensor x;
  private final Tensor y;
  private final Elementwise function;
  private final WorkerPool workers;
  private final WinogradRows inputRows;
  private final WinogradRows outputRows;
  private final WinogradProduct product;
  private final WorkerPool.Task transform = this::transformUnit;
  private final WorkerPool.Task multiply = this::multiplyUnit;
  private final WorkerPool.Task restore = this::restoreUnit;
  private WorkerPool.Task before;
  private Op.Rows after;
  private int first;
  private int images;

  WinogradForward(
      WinogradSizes sizes,
      Tensor x,
      Tensor y,
      Elementwise function,
      WorkerPool workers,
      WinogradRows inputRows,
      WinogradRows outputRows,
      WinogradProduct product) {
    this.sizes = sizes;
    this.x = x;
    this.y = y;
    this.function = function;
    this.workers = workers;
    this.inputRows = inputRows;
    this.outputRows = outputRows;
    this.product = product;
  }

  /**
   * @param first the group's first image
   */
  void run(int first, int images) {
    this.first = first;
    this.images = images;
    workers.run(transform, images, WinogradOp.transforms(sizes, images, sizes.channels()));
    workers.run(multiply, product.units(images), sizes.products(images));
    workers.run(restore, images, WinogradOp.transforms(sizes, images, sizes.filters()));
  }

  /** What is run for each image before it is read. */
  void before(WorkerPool.Task before) {
    this.before = before;
  }

  /** What is run for each image after its output is made. */
  void after(Op.Rows after) {
    this.after = after;
  }

  private void transformUnit(int image) {
    if (before != null) {
      before.run(first + image);
    }
    inputRows.gather(Transform.INPUT, x.values(), first + image, image * sizes.tiles());
  }

  /** M = V U. */
  private void multiplyUnit(int unit) {
    product.run(unit, images);
  }

  private void restoreUnit(int image) {
    outputRows.scatter(Transform.OUTPUT, image * sizes.tiles(), y.values(), first + image);
    if (function != null) {
      int from = (first + image) * y.features();
      function.forward().apply(y.values(), y.values(), from, from + y.features());
    }
    if (after != null) {
      int rows = y.features() / sizes.filters();
      after.run(first + image, (first + image) * rows, (first + image + 1) * rows);
    }
  }
}
