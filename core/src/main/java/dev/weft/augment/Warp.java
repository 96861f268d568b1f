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

  Warp(ImageShape shape, FillMode mode, double fillValue, Interpolation interpolation) {
    this.shape = shape;
    this.interpolation = interpolation;
    int row = (shape.width() + 2) * shape.channels();
    rows = new Axis(shape.height(), row, mode);
    columns = new Axis(shape.width(), shape.channels(), mode);
    bordered = new float[(shape.height() + 2) * row];
    Arrays.fill(bordered, (float) fillValue);
    ys = new float[shape.height() * shape.width()];
    xs = new float[shape.height() * shape.width()];
  }

  /** Reads pixel (y, x) at {@code (b0 x + b1 y + b2, a0 x + a1 y + a2)}: Keras's affine transform. */
  void affine(float[] images, int at, double a0, double a1, double a2, double b0, double b1, double b2) {
    int i = 0;
    for (int y = 0; y < shape.height(); y++) {
      float fromX = (float) (a1 * y + a2);
      float fromY = (float) (b1 * y + b2);
      line(xs, i, (float) a0, fromX);
      line(ys, i, (float) b0, fromY);
      i += shape.width();
    }
    apply(images, at);
  }

  private void line(float[] places, int at, float slope, float from) {
    for (int x = 0; x < shape.width(); x++) {
      places[at + x] = slope * x + from;
    }
  }

  /** Makes the image anew of what stands at {@link #ys} and {@link #xs}, which this changes. */
  void apply(float[] images, int at) {
    int line = shape.width() * shape.channels();
    int row = line + 2 * shape.channels();
    for (int y = 0; y < shape.height(); y++) {
      System.arraycopy(images, at + y * line, bordered, (y + 1) * row + shape.channels(), line);
    }
    rows.bringNear(ys, ys.length);
    columns.bringNear(xs, xs.length);
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
}
