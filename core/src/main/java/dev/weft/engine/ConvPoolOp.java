package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Pooling;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import dev.weft.kernel.Winograd;
import dev.weft.model.Conv2D;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A convolution before which nothing learns, with the max pooling behind it, an image at a time: {@code y = max(x *
 * kernel + bias)}. The convolution's output is four to five times as large as y, and stays in a thread's cache. The
 * backward pass makes it again, which takes less time than to fetch it from memory.
 */
final class ConvPoolOp implements Op {
  /** Windows at a time. */
  private static final int ROWS = 128;

  /** Images whose weight gradients one unit of work sums up. */
  private static final int GROUP = 4;

  private final int channels;
  private final int filters;
  private final int depth;
  private final int windows;
  private final int height;
  private final int width;
  private final int top;
  private final int left;
  private final int padded;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Pooling pooling;
  private final WorkerPool workers;
  private final float[] packed;
  private final int[] firstOfWindow;
  private final int[] withinWindow;
  private final int[] lines;
  private final int line;
  private final PatchBuffers patches;

  /** A weight gradient for each group. */
  private final float[][] kernelSums;

  private final ThreadLocal<Scratch> scratch;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int samples;

  /** What a thread works in: an image with zeros around it, its convolution, and that one's gradient, also packed. */
  private record Scratch(float[] image, float[] values, float[] gradient, float[] packed) {}

  /**
   * @param between the convolution's output
   * @param bias null for none
   */
  ConvPoolOp(
      Conv2D conv,
      Shape between,
      MaxPooling2D pool,
      Tensor x,
      Tensor y,
      Buffers buffers,
      Parameter kernel,
      Parameter bias,
      WorkerPool workers) {
    this.x = x;
    this.y = y;
    this.kernel = kernel.packed();
    this.bias = bias == null ? null : bias.packed();
    this.workers = workers;
    height = x.shape().size(0);
    width = x.shape().size(1);
    channels = x.shape().last();
    filters = between.last();
    windows = between.size(0) * between.size(1);
    int tall = conv.kernelSize().height();
    int wide = conv.kernelSize().width();
    depth = tall * wide * channels;
    int above = conv.padding().total(height, tall, conv.strides().height());
    int beside = conv.padding().total(width, wide, conv.strides().width());
    top = above / 2;
    left = beside / 2;
    padded = width + beside;
    line = wide * channels;
    lines = IntStream.range(0, tall).map(i -> i * padded * channels).toArray();
    withinWindow = IntStream.range(0, depth).map(i -> lines[i / line] + i % line).toArray();
    int down = conv.strides().height() * padded * channels;
    int across = conv.strides().width() * channels;
    firstOfWindow =
        IntStream.range(0, windows).map(i -> i / between.size(1) * down + i % between.size(1) * across).toArray();
    patches = WindowProduct.isShort(line) ? new PatchBuffers(depth, line, ROWS) : null;
    packed = buffers.packed(PackedMatrix.size(depth, filters));
    boolean learns = y.gradient() != null;
    kernelSums = learns ? buffers.own(Math.ceilDiv(buffers.batch(), GROUP), depth * filters + Product.WIDTH) : null;
    int image = (height + above) * padded * channels;
    int values = windows * filters + Product.WIDTH;
    int ofPanels = PackedMatrix.size(windows, filters);
    scratch =
        ThreadLocal.withInitial(() ->
            new Scratch(
                new float[image + Product.WIDTH],
                new float[values],
                learns ? new float[values] : null,
                learns ? new float[ofPanels] : null));
    pooling = PoolOp.pooling(pool.poolSize(), pool.strides(), pool.padding(), between, y.shape());
  }

  @Override
  public int packs() {
    return PackedMatrix.count(filters);
  }

  @Override
  public void pack(int panel) {
    PackedMatrix.pack(kernel.values(), 0, depth, depth, filters, panel, packed);
    if (bias != null) {
      PackedMatrix.packBias(bias.values(), depth, filters, panel, packed);
    }
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, samples, samples * forwardProducts());
  }

  private void forwardUnit(int sample) {
    Scratch scratch = this.scratch.get();
    convolve(sample, scratch);
    pooling.max(scratch.values, 0, y.values(), sample);
  }

  private void convolve(int sample, Scratch scratch) {
    for (int row = 0; row < height; row++) {
      int from = (sample * height + row) * width * channels;
      System.arraycopy(x.values(), from, scratch.image, ((top + row) * padded + left) * channels, width * channels);
    }
    for (int from = 0; from < windows; from += ROWS) {
      int to = Math.min(windows, from + ROWS);
      if (patches == null) {
        products(scratch.image, firstOfWindow, from, to, lines, line, from, scratch.values);
      } else {
        float[] gathered = patches.gather(scratch.image, firstOfWindow, from, to, lines);
        products(gathered, patches.rows(), 0, to - from, PatchBuffers.ONE_SEGMENT, depth, from, scratch.values);
      }
    }
  }

  private void products(
      float[] a, int[] rows, int rowFrom, int rowTo, int[] segments, int segment, int window, float[] out) {
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      Product.panel(
          a,
          rows,
          rowFrom,
          rowTo,
          segments,
          segment,
          depth,
          packed,
          PackedMatrix.offset(panel, depth),
          PackedMatrix.bias(panel, depth, filters),
          out,
          window * filters + PackedMatrix.column(panel),
          filters,
          PackedMatrix.columns(panel, filters));
    }
  }

  /** The gradient of the bias is the sum of y's, each of which goes to one place of the convolution. */
  @Override
  public void backward(int samples) {
    this.samples = samples;
    int groups = Math.ceilDiv(samples, GROUP);
    workers.run(backward, groups);
    Arrays.fill(kernel.gradient(), 0);
    for (int group = 0; group < groups; group++) {
      Winograd.add(kernelSums[group], 0, kernel.gradient(), 0, depth * filters);
    }
    if (bias != null) {
      Reductions.sum(y.gradient(), filters, 0, samples * y.features() / filters, bias.gradient(), 0);
    }
  }

  private void backwardUnit(int group) {
    Scratch scratch = this.scratch.get();
    int from = group * GROUP;
    int to = Math.min(samples, from + GROUP);
    for (int sample = from; sample < to; sample++) {
      convolve(sample, scratch);
      pooling.maxBackward(scratch.values, 0, y.values(), y.gradient(), scratch.gradient, sample);
      for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
        PackedMatrix.pack(scratch.gradient, 0, windows, windows, filters, panel, scratch.packed);
      }
      TransposedProduct.rows(
          scratch.image,
          withinWindow,
          0,
          depth,
          firstOfWindow,
          windows,
          scratch.packed,
          sample > from,
          kernelSums[group],
          filters);
    }
  }

  @Override
  public String algorithm() {
    return "windows with pooling";
  }

  @Override
  public long forwardProducts() {
    return (long) windows * depth * filters;
  }

  @Override
  public long backwardProducts() {
    return forwardProducts();
  }
}
