package dev.weft.engine;

import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The input gradient of a convolution with strides: its transposed convolution of y's gradient. The pixels whose rows
 * and columns leave the same rests by the strides are a phase: they see the same few values of the kernel. Each phase
 * is a product of windows of its own, so nothing is multiplied by zeros between pixels that the strides set apart: with
 * 3x3 and strides of 2 that takes 9 multiplications for 4 pixels instead of 36.
 */
final class WindowInputGradient {
  /**
   * @param pixels the pixel of the kernel that each pixel of a window meets
   */
  private record Phase(WindowProduct product, int[] pixels, Axis down, Axis across) {}

  /**
   * One axis of a phase.
   *
   * @param phase the first pixel of x
   * @param first the first value of the flipped kernel; the others follow a stride apart
   * @param values of the kernel
   * @param begin the pixel of y where the first window begins, below 0 before y
   * @param count pixels of x
   */
  private record Axis(int phase, int first, int values, int begin, int count) {
    /**
     * @param before zeros before y in the transposed convolution
     * @param size of x
     */
    static Axis of(int phase, int stride, int kernel, int before, int size) {
      int first = Math.floorMod(before - phase, stride);
      int values = first < kernel ? Math.ceilDiv(kernel - first, stride) : 0;
      return new Axis(phase, first, values, (phase - before + first) / stride, Math.ceilDiv(size - phase, stride));
    }

    static List<Axis> all(int stride, int kernel, int before, int size) {
      return IntStream.range(0, Math.min(stride, size)).mapToObj(i -> of(i, stride, kernel, before, size)).toList();
    }

    /** Zeros that the windows of all phases need before y. */
    static int before(List<Axis> all) {
      return Math.max(0, -all.stream().mapToInt(Axis::begin).min().orElse(0));
    }

    /** Where the last window of all phases ends. */
    static int end(List<Axis> all) {
      return all.stream().mapToInt(axis -> axis.begin + axis.count - 1 + axis.values).max().orElse(0);
    }
  }

  private final Windows windows;
  private final int channels;
  private final WindowedImages images;
  private final List<Phase> phases = new ArrayList<>();
  private final boolean leavesPixelsOut;

  /**
   * @param windows of the convolution
   * @param channels of x
   * @param filters of y
   * @param gradient of y
   */
  WindowInputGradient(Windows windows, int groups, int channels, int filters, Buffers buffers, float[] gradient) {
    this.windows = windows;
    this.channels = channels;
    Size kernel = windows.kernel();
    Size strides = windows.strides();
    Windows transposed = windows.transposed();
    List<Axis> rows = Axis.all(strides.height(), kernel.height(), transposed.top(), windows.height());
    List<Axis> columns = Axis.all(strides.width(), kernel.width(), transposed.left(), windows.width());
    Windows frame = frame(rows, columns);
    images = new WindowedImages(frame, Size.of(1), filters, buffers, gradient);
    boolean missing = false;
    for (Axis down : rows) {
      for (Axis across : columns) {
        if (down.values * across.values == 0) {
          missing = true;
        } else {
          WindowLayout layout =
              WindowLayout.within(frame, slides(frame, down, across), groups, filters, buffers.batch());
          WindowProduct product = new WindowProduct(layout, channels / groups, false, buffers, 0);
          phases.add(new Phase(product, pixels(down, across), down, across));
        }
      }
    }
    leavesPixelsOut = missing;
  }

  /** y with the zeros that the windows of all phases reach. */
  private Windows frame(List<Axis> rows, List<Axis> columns) {
    int top = Axis.before(rows);
    int left = Axis.before(columns);
    Size one = Size.of(1);
    return new Windows(
        windows.down(), windows.across(), one, one, one, top, left, top + Axis.end(rows), left + Axis.end(columns));
  }

  private static Windows slides(Windows frame, Axis down, Axis across) {
    return new Windows(
        frame.height(),
        frame.width(),
        Size.of(down.values, across.values),
        Size.of(1),
        Size.of(1),
        frame.top() + down.begin,
        frame.left() + across.begin,
        down.count,
        across.count);
  }

  private int[] pixels(Axis down, Axis across) {
    Size kernel = windows.kernel();
    int[] pixels = new int[down.values * across.values];
    for (int i = 0; i < pixels.length; i++) {
      int row = kernel.height() - 1 - down.first - i / across.values * windows.strides().height();
      int column = kernel.width() - 1 - across.first - i % across.values * windows.strides().width();
      pixels[i] = row * kernel.width() + column;
    }
    return pixels;
  }

  int packs() {
    int packs = 0;
    for (int i = 0; i < phases.size(); i++) {
      packs += phases.get(i).product.packs();
    }
    return packs;
  }

  void pack(int unit, float[] kernel) {
    int rest = unit;
    int i = 0;
    while (rest >= phases.get(i).product.packs()) {
      rest -= phases.get(i++).product.packs();
    }
    phases.get(i).product.packTransposed(rest, kernel, null, phases.get(i).pixels);
  }

  /** Copies a sample of y's gradient to where windows see it. */
  void prepare(int sample) {
    images.copy(sample);
  }

  /** Computes the gradient of one sample of x. */
  void run(int sample, float[] dx) {
    int features = windows.height() * windows.width() * channels;
    if (leavesPixelsOut) {
      Arrays.fill(dx, sample * features, (sample + 1) * features, 0);
    }
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      int across = phase.across.count;
      for (int row = 0; row < phase.down.count; row++) {
        int pixel = (phase.down.phase + row * windows.strides().height()) * windows.width() + phase.across.phase;
        int from = (sample * phase.down.count + row) * across;
        int at = sample * features + pixel * channels;
        phase.product.run(from, from + across, images.values(), dx, at, windows.strides().width() * channels, null);
      }
    }
  }
}
