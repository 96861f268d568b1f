package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import java.util.stream.IntStream;

/**
 * The product of windows and a kernel, {@code out[w, f] = bias[f] + sum_k window[w, k] * kernel[k, f]}, for each group
 * of channels and filters. Windows are read where they lie; only those of very short segments are copied into patches.
 */
final class WindowProduct {
  /** Windows in one unit of work. */
  static final int ROWS = 128;

  /** Segments shorter than this are gathered into patches, since starting a segment costs as much. */
  private static final int SHORT = 16;

  private final WindowLayout layout;

  /** Filters of one group. */
  private final int filters;

  private final int allFilters;
  private final boolean usesBias;

  /** The packed kernels of all groups, and the floats of each. */
  private final float[] packed;

  private final int packedSize;

  /** The pixels of a window, last to first. */
  private final int[] turned;

  /** Null where windows are not gathered. */
  private final PatchBuffers patches;

  /**
   * @param filters of one group
   */
  WindowProduct(WindowLayout layout, int filters, boolean usesBias, Buffers buffers) {
    this.layout = layout;
    this.filters = filters;
    this.usesBias = usesBias;
    allFilters = layout.groups() * filters;
    packedSize = PackedMatrix.size(layout.depth(), filters);
    packed = buffers.own(Math.multiplyExact(layout.groups(), packedSize));
    int count = layout.depth() / layout.channels();
    turned = IntStream.range(0, count).map(i -> count - 1 - i).toArray();
    boolean gathers = isShort(layout.segment()) && layout.segment() < layout.depth();
    patches = gathers ? new PatchBuffers(layout.depth(), layout.segment(), ROWS) : null;
  }

  /** Whether windows whose segments are so long are to be gathered. */
  static boolean isShort(int segment) {
    return segment < SHORT;
  }

  /** Units of {@link #pack} and {@link #packTransposed}. */
  int packs() {
    return layout.groups() * PackedMatrix.count(filters);
  }

  /**
   * Packs a kernel (pixels, channels of one group, filters of all groups).
   *
   * @param bias null for none
   */
  void pack(int unit, float[] kernel, float[] bias) {
    int group = unit / PackedMatrix.count(filters);
    int panel = unit % PackedMatrix.count(filters);
    int depth = layout.depth();
    int column = group * filters;
    PackedMatrix.pack(kernel, column, allFilters, 0, depth, depth, filters, panel, packed, group * packedSize);
    packBias(group, panel, bias);
  }

  /**
   * Packs the kernel of the convolution whose transpose this is, (pixels, filters of one group, channels of all
   * groups), rotated by 180 degrees: the last pixel becomes the first.
   *
   * @param bias null for none
   */
  void packTransposed(int unit, float[] kernel, float[] bias) {
    packTransposed(unit, kernel, bias, turned);
  }

  /**
   * The same where windows see but some pixels of the kernel.
   *
   * @param pixels the kernel's pixel that each pixel of a window meets
   */
  void packTransposed(int unit, float[] kernel, float[] bias, int[] pixels) {
    int group = unit / PackedMatrix.count(filters);
    int panel = unit % PackedMatrix.count(filters);
    int channels = layout.channels();
    int width = PackedMatrix.width(panel, filters);
    int at = group * packedSize + PackedMatrix.offset(panel, layout.depth());
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      for (int j = 0; j < PackedMatrix.columns(panel, filters); j++) {
        int row = pixels[pixel] * filters + PackedMatrix.column(panel) + j;
        int from = (row * layout.groups() + group) * channels;
        for (int c = 0; c < channels; c++) {
          packed[at + (pixel * channels + c) * width + j] = kernel[from + c];
        }
      }
    }
    packBias(group, panel, bias);
  }

  private void packBias(int group, int panel, float[] bias) {
    if (bias != null) {
      PackedMatrix.packBias(bias, group * filters, layout.depth(), filters, panel, packed, group * packedSize);
    }
  }

  /** Units of work for so many samples. */
  int units(int samples) {
    return Math.ceilDiv(samples * layout.windows(), ROWS);
  }

  /** The window after the last one of a unit. */
  int end(int unit, int samples) {
    return Math.min(samples * layout.windows(), (unit + 1) * ROWS);
  }

  /** Computes the windows of one unit: out is (windows, filters of all groups). */
  void run(int unit, int samples, float[] images, float[] out) {
    int from = unit * ROWS;
    run(from, end(unit, samples), images, out, from * allFilters, allFilters);
  }

  /**
   * Computes the windows {@code from} to {@code to}: that of the first goes to {@code at}, the others follow {@code
   * stride} apart.
   */
  void run(int from, int to, float[] images, float[] out, int at, int stride) {
    for (int first = from; first < to; first += ROWS) {
      some(first, Math.min(to, first + ROWS), images, out, at + (first - from) * stride, stride);
    }
  }

  private void some(int from, int to, float[] images, float[] out, int at, int stride) {
    for (int group = 0; group < layout.groups(); group++) {
      int[] segments = layout.segments()[group];
      if (patches == null) {
        panels(group, images, layout.first(), from, to, segments, layout.segment(), out, at, stride);
      } else {
        float[] gathered = patches.gather(images, layout.first(), from, to, segments);
        panels(
            group, gathered, patches.rows(), 0, to - from, PatchBuffers.ONE_SEGMENT, layout.depth(), out, at, stride);
      }
    }
  }

  private void panels(
      int group,
      float[] a,
      int[] rows,
      int from,
      int to,
      int[] segments,
      int segment,
      float[] out,
      int at,
      int stride) {
    int base = group * packedSize;
    int depth = layout.depth();
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      Product.panel(
          a,
          rows,
          from,
          to,
          segments,
          segment,
          depth,
          packed,
          base + PackedMatrix.offset(panel, depth),
          usesBias ? base + PackedMatrix.bias(panel, depth, filters) : Product.ZERO,
          out,
          at + group * filters + PackedMatrix.column(panel),
          stride,
          PackedMatrix.columns(panel, filters));
    }
  }
}
