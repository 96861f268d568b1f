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

  /** Of rows of tiles; whole images where something is run for each. */
  private Bands bands;

  private final Bands whole;

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
    int across = sizes.yTiles().across();
    long floats = (long) across * sizes.places() * Math.max(sizes.channels(), sizes.filters());
    bands = Bands.of(inputRows.down(), floats);
    whole = new Bands(inputRows.down(), inputRows.down());
  }

  /**
   * @param first the group's first image
   */
  void run(int first, int images) {
    this.first = first;
    this.images = images;
    workers.run(transform, bands.units(images), WinogradOp.transforms(sizes, images, sizes.channels()));
    workers.run(multiply, product.units(images), sizes.products(images));
    workers.run(restore, bands.units(images), WinogradOp.transforms(sizes, images, sizes.filters()));
  }

  /** What is run for each image before it is read. */
  void before(WorkerPool.Task before) {
    this.before = before;
    bands = whole;
  }

  /** What is run for each image after its output is made. */
  void after(Op.Rows after) {
    this.after = after;
    bands = whole;
  }

  private void transformUnit(int unit) {
    int image = bands.sample(unit);
    int row = image * sizes.tiles();
    if (before != null) {
      before.run(first + image);
    }
    inputRows.gatherRows(Transform.INPUT, x.values(), first + image, row, bands.from(unit), bands.to(unit));
  }

  /** M = V U. */
  private void multiplyUnit(int unit) {
    product.run(unit, images);
  }

  private void restoreUnit(int unit) {
    int image = bands.sample(unit);
    int row = image * sizes.tiles();
    outputRows.scatter(Transform.OUTPUT, row, y.values(), first + image, bands.from(unit), bands.to(unit));
    if (function != null) {
      WinogradTiles tiles = sizes.yTiles();
      int line = tiles.width() * tiles.channels();
      int from = (first + image) * y.features() + bands.from(unit) * sizes.m() * line;
      int to = (first + image) * y.features() + Math.min(tiles.height(), bands.to(unit) * sizes.m()) * line;
      function.forward().apply(y.values(), y.values(), from, to);
    }
    if (after != null) {
      int rows = y.features() / sizes.filters();
      after.run(first + image, (first + image) * rows, (first + image + 1) * rows);
    }
  }
}
