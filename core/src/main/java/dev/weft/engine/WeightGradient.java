package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.TransposedProduct;

/**
 * The weight gradient of a convolution, {@code dw[k, f] = sum_w window[w, k] * gradient[w, f]}, for each group of
 * channels and filters.
 */
final class WeightGradient {
  /** Rows of the weight gradient in one unit of work. */
  private static final int ROWS = 16;

  private final WindowLayout layout;

  /** Filters of one group. */
  private final int filters;

  private final int allFilters;
  private final int[][] withinWindow;

  /** The packed gradients of all groups, and the floats of each. */
  private final float[] packed;

  private final int packedSize;

  /**
   * @param filters of one group
   */
  WeightGradient(WindowLayout layout, int filters, Buffers buffers) {
    this.layout = layout;
    this.filters = filters;
    allFilters = layout.groups() * filters;
    withinWindow = new int[layout.groups()][];
    for (int group = 0; group < withinWindow.length; group++) {
      withinWindow[group] = layout.withinWindow(group);
    }
    packedSize = PackedMatrix.size(layout.first().length, filters);
    packed = buffers.scratch(Math.multiplyExact(layout.groups(), packedSize));
  }

  /** Packs one sample's part of a gradient (windows, filters of all groups). */
  void pack(int sample, int samples, float[] gradient) {
    int from = sample * layout.windows();
    int to = from + layout.windows();
    int count = samples * layout.windows();
    for (int group = 0; group < layout.groups(); group++) {
      for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
        int column = group * filters;
        PackedMatrix.pack(gradient, column, allFilters, from, to, count, filters, panel, packed, group * packedSize);
      }
    }
  }

  /** Units of work. */
  int units() {
    return layout.groups() * unitsOfGroup();
  }

  private int unitsOfGroup() {
    return Math.ceilDiv(layout.depth(), ROWS);
  }

  /** Computes the rows of one unit, once all samples are packed: into is (depth, filters of all groups). */
  void run(int unit, int samples, float[] images, float[] into) {
    int group = unit / unitsOfGroup();
    int from = unit % unitsOfGroup() * ROWS;
    TransposedProduct.rows(
        images,
        withinWindow[group],
        from,
        Math.min(layout.depth(), from + ROWS),
        layout.first(),
        samples * layout.windows(),
        packed,
        group * packedSize,
        false,
        into,
        group * filters,
        allFilters,
        filters);
  }
}
