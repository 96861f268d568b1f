package dev.weft.engine;

import dev.weft.kernel.Winograd.Transform;

/** The forward pass: x's tiles are transformed, multiplied and transformed back, group by group of images. */
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

  private final WorkerPool.Task alone = this::aloneUnit;
  private final WorkerPool.Task transform = this::transformUnit;
  private final WorkerPool.Task multiply = this::multiplyUnit;
  private final WorkerPool.Task restore = this::restoreUnit;
  private WorkerPool.Task before;
  private Op.Rows after;
  private int samples;

  /** The group that all threads work on. */
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

  /** Each thread does groups of its own. */
  void apart(int samples) {
    this.samples = samples;
    workers.run(alone, sizes.groups(samples));
  }

  private void aloneUnit(int group) {
    int first = group * sizes.group(samples);
    int images = sizes.images(group, samples);
    for (int image = 0; image < images; image++) {
      transform(first, image, 0, whole.height());
    }
    for (int unit = 0; unit < product.units(images); unit++) {
      product.run(unit, images);
    }
    for (int image = 0; image < images; image++) {
      restore(first, image, 0, whole.height());
    }
  }

  /** All threads do one group after the other. */
  void together(int samples) {
    for (int group = 0; group < sizes.groups(samples); group++) {
      first = group * sizes.group(samples);
      images = sizes.images(group, samples);
      workers.run(transform, bands.units(images), WinogradOp.transforms(sizes, images, sizes.channels()));
      workers.run(multiply, product.units(images), sizes.products(images));
      workers.run(restore, bands.units(images), WinogradOp.transforms(sizes, images, sizes.filters()));
    }
  }

  private void transformUnit(int unit) {
    transform(first, bands.sample(unit), bands.from(unit), bands.to(unit));
  }

  /** M = V U. */
  private void multiplyUnit(int unit) {
    product.run(unit, images);
  }

  private void restoreUnit(int unit) {
    restore(first, bands.sample(unit), bands.from(unit), bands.to(unit));
  }

  /** Rows of tiles of an image, whose number is that in its group. */
  private void transform(int first, int image, int from, int to) {
    if (before != null) {
      before.run(first + image);
    }
    inputRows.gatherRows(Transform.INPUT, x.values(), first + image, image * sizes.tiles(), from, to);
  }

  private void restore(int first, int image, int from, int to) {
    outputRows.scatter(Transform.OUTPUT, image * sizes.tiles(), y.values(), first + image, from, to);
    if (function != null) {
      WinogradTiles tiles = sizes.yTiles();
      int line = tiles.width() * tiles.channels();
      int at = (first + image) * y.features();
      int end = Math.min(tiles.height(), to * sizes.m());
      function.forward().apply(y.values(), y.values(), at + from * sizes.m() * line, at + end * line);
    }
    if (after != null) {
      int rows = y.features() / sizes.filters();
      after.run(first + image, (first + image) * rows, (first + image + 1) * rows);
    }
  }
}
