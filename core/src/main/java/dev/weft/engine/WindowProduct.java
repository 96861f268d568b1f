package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import java.util.stream.IntStream;

/**
 * The product of windows and a kernel, {@code out[w, f] = bias[f] + sum_k window[w, k] * kernel[k, f]}, for each group
 * of channels and filters. Windows are read where they lie; only those of very short segments are copied into patches.
 */
final class WindowProduct {
  /** The most windows in one unit of work. */
  static final int ROWS = 128;

  /**
   * The fewest, so that each panel is read for several tiles; where there are too few for all threads, these share
   * panels.
   */
  private static final int LEAST_ROWS = 24;

  /** Units of a thread: it may do other threads' where these are late. */
  private static final int UNITS = 4;

  /** A kernel of so many floats is read from a third cache or memory: once by each thread is enough. */
  private static final int LARGE = 1 << 17;

  /** Segments shorter than this are gathered into patches, since starting a segment costs as much. */
  private static final int SHORT = 16;

  private final WindowLayout layout;

  /** 0 where units are fixed. */
  private int threads;

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
   * @param threads that will run units
   */
  WindowProduct(WindowLayout layout, int filters, boolean usesBias, Buffers buffers, int threads) {
    this.threads = threads;
    this.layout = layout;
    this.filters = filters;
    this.usesBias = usesBias;
    allFilters = layout.groups() * filters;
    packedSize = PackedMatrix.size(layout.depth(), filters);
    packed = buffers.packed(Math.multiplyExact(layout.groups(), packedSize));
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

  /** From now on each unit is {@link #ROWS} windows, whatever the threads, and makes all filters of them. */
  void fixUnits() {
    threads = 0;
  }

  /** Equal blocks of windows, the same number for each thread, so that it finds in its cache what it made before. */
  private int blocks(int samples) {
    int windows = samples * layout.windows();
    int wanted = threads * (packed.length > LARGE ? 1 : UNITS);
    int blocks = Math.clamp(windows / LEAST_ROWS, 1, Math.max(1, wanted));
    int equal = blocks > threads && threads > 0 ? blocks - blocks % threads : blocks;
    return Math.max(equal, Math.ceilDiv(windows, ROWS));
  }

  /** Into how many parts the panels of each group are cut; gathered windows are for all panels. */
  private int parts(int blocks) {
    return patches != null ? 1 : Math.clamp(Math.ceilDiv(threads, blocks), 1, PackedMatrix.count(filters));
  }

  /** Units of work for so many samples. */
  int units(int samples) {
    return blocks(samples) * parts(blocks(samples));
  }

  /** The window after the last one of a fixed unit. */
  int end(int unit, int samples) {
    return Math.min(samples * layout.windows(), (unit + 1) * ROWS);
  }

  /**
   * Computes the windows {@code from} to {@code to}: that of the first goes to {@code at}, the others follow {@code
   * stride} apart.
   *
   * @param function of the output, in place, where windows lie side by side there; null for none
   */
  void run(int from, int to, float[] images, float[] out, int at, int stride, Elementwise function) {
    int panels = PackedMatrix.count(filters);
    for (int first = from; first < to; first += ROWS) {
      int end = Math.min(to, first + ROWS);
      some(first, end, 0, panels, images, out, at + (first - from) * stride, stride, function);
    }
  }

  /**
   * Computes one unit: out is (windows, filters of all groups).
   *
   * @param function of the output, in place; null for none
   */
  void run(int unit, int samples, float[] images, float[] out, Elementwise function) {
    int blocks = blocks(samples);
    int parts = parts(blocks);
    int part = unit % parts;
    long windows = (long) samples * layout.windows();
    int from = threads == 0 ? unit * ROWS : (int) (unit / parts * windows / blocks);
    int to = threads == 0 ? end(unit, samples) : (int) ((unit / parts + 1) * windows / blocks);
    int panels = PackedMatrix.count(filters);
    int first = part * panels / parts;
    int end = (part + 1) * panels / parts;
    some(from, to, first, end, images, out, from * allFilters, allFilters, function);
  }

  /** Some panels of some windows. */
  private void some(
      int from, int to, int first, int end, float[] images, float[] out, int at, int stride, Elementwise function) {
    InTiles tiles = function != null && function.forward() instanceof InTiles inTiles ? inTiles : null;
    for (int group = 0; group < layout.groups(); group++) {
      int[] segments = layout.segments()[group];
      if (patches == null) {
        int length = layout.segment();
        panels(group, first, end, images, layout.first(), from, to, segments, length, out, at, stride, tiles);
      } else {
        float[] gathered = patches.gather(images, layout.first(), from, to, segments);
        int[] one = PatchBuffers.ONE_SEGMENT;
        int n = to - from;
        panels(group, first, end, gathered, patches.rows(), 0, n, one, layout.depth(), out, at, stride, tiles);
      }
    }
    if (function != null && tiles == null) {
      apply(function, first, end, out, at, stride, to - from);
    }
  }

  /** Applies a function to the columns of some panels of each group. */
  private void apply(Elementwise function, int first, int end, float[] out, int at, int stride, int rows) {
    if (first == 0 && end == PackedMatrix.count(filters) && stride == allFilters) {
      function.forward().apply(out, out, at, at + rows * stride);
      return;
    }
    for (int column = 0; column < allFilters; column += filters) {
      int low = at + column + PackedMatrix.column(first);
      int high = at + column + Math.min(filters, PackedMatrix.column(end));
      for (int row = 0; row < rows * stride; row += stride) {
        function.forward().apply(out, out, low + row, high + row);
      }
    }
  }

  private void panels(
      int group,
      int first,
      int end,
      float[] a,
      int[] rows,
      int from,
      int to,
      int[] segments,
      int segment,
      float[] out,
      int at,
      int stride,
      InTiles tiles) {
    int base = group * packedSize;
    int depth = layout.depth();
    for (int panel = first; panel < end; panel++) {
      int c = at + group * filters + PackedMatrix.column(panel);
      int columns = PackedMatrix.columns(panel, filters);
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
          c,
          stride,
          columns);
      if (tiles != null) {
        tiles.apply(out, c, stride, to - from, columns);
      }
    }
  }
}
