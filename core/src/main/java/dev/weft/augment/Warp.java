package dev.weft.augment;

import dev.weft.kernel.Sampling;
import java.util.Arrays;

/**
 * Makes an image anew of what stands at other places of it: pixel {@code i} of the result is the image at {@code
 * (ys[i], xs[i])}. One for each thread.
 */
final class Warp {
  /** Where each pixel of the result is read, in pixels from the first row and column. */
  final float[] ys;

  final float[] xs;

  private final ImageShape shape;
  private final Interpolation interpolation;
  private final Axis rows;
  private final Axis columns;
  private final float[] bordered;

  /** One row of {@link #bordered}. */
  private final float[] row;

  private final float[] rights;
  private final int[] lefts;
  private final int[] nexts;

  Warp(ImageShape shape, FillMode mode, double fillValue, Interpolation interpolation) {
    this.shape = shape;
    this.interpolation = interpolation;
    row = new float[(shape.width() + 2) * shape.channels()];
    rows = new Axis(shape.height(), row.length, mode);
    columns = new Axis(shape.width(), shape.channels(), mode);
    bordered = new float[(shape.height() + 2) * row.length];
    Arrays.fill(bordered, (float) fillValue);
    ys = new float[shape.height() * shape.width()];
    xs = new float[shape.height() * shape.width()];
    rights = new float[shape.width()];
    lefts = new int[shape.width()];
    nexts = new int[shape.width()];
  }

  /** Reads pixel (y, x) at {@code (b0 x + b1 y + b2, a0 x + a1 y + a2)}: Keras's affine transform. */
  void affine(float[] images, int at, double a0, double a1, double a2, double b0, double b1, double b2) {
    if (a1 == 0 && b0 == 0 && interpolation == Interpolation.BILINEAR) {
      line(xs, 0, shape.width(), (float) a0, (float) a2);
      line(ys, 0, shape.height(), (float) b1, (float) b2);
      applyGrid(images, at);
      return;
    }
    for (int y = 0, i = 0; y < shape.height(); y++, i += shape.width()) {
      line(xs, i, shape.width(), (float) a0, (float) (a1 * y + a2));
      line(ys, i, shape.width(), (float) b0, (float) (b1 * y + b2));
    }
    rows.bringLinesNear(ys, shape.width());
    columns.bringLinesNear(xs, shape.width());
    read(images, at);
  }

  private static void line(float[] places, int at, int count, float slope, float from) {
    for (int i = 0; i < count; i++) {
      places[at + i] = slope * i + from;
    }
  }

  /** Pixel (y, x) is read at row {@code ys[y]} and column {@code xs[x]}. */
  private void applyGrid(float[] images, int at) {
    border(images, at);
    rows.bringNear(ys, shape.height());
    columns.bringNear(xs, shape.width());
    Sampling.bilinearGrid(
        bordered,
        row.length,
        rows.begins,
        rows.before,
        columns.begins,
        columns.before,
        ys,
        shape.height(),
        xs,
        shape.width(),
        shape.channels(),
        rights,
        lefts,
        nexts,
        row,
        images,
        at);
  }

  /** Makes the image anew of what stands at {@link #ys} and {@link #xs}, which this changes. */
  void apply(float[] images, int at) {
    rows.bringNear(ys, ys.length);
    columns.bringNear(xs, xs.length);
    read(images, at);
  }

  private void read(float[] images, int at) {
    border(images, at);
    if (interpolation == Interpolation.BILINEAR) {
      Sampling.bilinear(
          bordered,
          rows.begins,
          rows.before,
          columns.begins,
          columns.before,
          ys,
          xs,
          ys.length,
          shape.channels(),
          images,
          at);
    } else {
      Sampling.nearest(
          bordered,
          rows.begins,
          rows.before,
          columns.begins,
          columns.before,
          ys,
          xs,
          ys.length,
          shape.channels(),
          images,
          at);
    }
  }

  private void border(float[] images, int at) {
    int line = shape.width() * shape.channels();
    for (int y = 0; y < shape.height(); y++) {
      System.arraycopy(images, at + y * line, bordered, (y + 1) * row.length + shape.channels(), line);
    }
  }
}
