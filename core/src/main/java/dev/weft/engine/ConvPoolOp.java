package dev.weft.engine;

import dev.weft.kernel.Columns;
import dev.weft.kernel.Panels;
import dev.weft.kernel.Pooling;
import dev.weft.kernel.Product;
import dev.weft.kernel.TransposedProduct;
import dev.weft.kernel.Winograd;
import dev.weft.nn.Activation;
import dev.weft.nn.Conv2D;
import dev.weft.nn.MaxPooling2D;
import dev.weft.nn.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A convolution before which nothing learns, with the max pooling behind it, a picture at a time: {@code y = max(x *
 * kernel + bias)}. What the convolution makes, four to five times as much as what is left of it, stays in a thread's
 * cache; the backward pass makes it again, which takes less time than to fetch it from memory.
 */
final class ConvPoolOp implements Op {
  /** Windows at a time. */
  private static final int ROWS = 128;

  /** Pictures whose gradients of the kernel one unit of work sums up. */
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
  private final Team team;
  private final float[] panels;
  private final int[] firstOfWindow;
  private final int[] withinWindow;
  private final int[] lines;
  private final int line;
  private final Patches patches;

  /** A gradient of the kernel for each group. */
  private final float[][] kernelSums;

  private final ThreadLocal<Room> room;
  private final Team.Task forward = this::forwardUnit;
  private final Team.Task backward = this::backwardUnit;
  private int samples;

  /**
   * What a thread works in: a picture with zeros around it, the convolution of it, and its gradient, also in panels.
   */
  private record Room(float[] picture, float[] values, float[] gradient, float[] panels) {}

  /** Whether the two are worth joining: the convolution is linear, and no other way of computing it is better. */
  static boolean takes(Conv2D conv, Shape input, Shape output) {
    return conv.activation() == Activation.LINEAR && WinogradOp.tile(conv, input, output) == 0;
  }

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
      int batch,
      Parameter kernel,
      Parameter bias,
      Team team) {
    this.x = x;
    this.y = y;
    this.kernel = kernel;
    this.bias = bias;
    this.team = team;
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
    patches = Conv2DOp.isShort(line) ? new Patches(lines, line, ROWS) : null;
    panels = new float[Panels.size(depth, filters)];
    boolean learns = y.gradient() != null;
    kernelSums = learns ? new float[Math.ceilDiv(batch, GROUP)][depth * filters + Product.WIDTH] : null;
    int picture = (height + above) * padded * channels;
    int values = windows * filters + Product.WIDTH;
    int ofPanels = Panels.size(windows, filters);
    room =
        ThreadLocal.withInitial(() ->
            new Room(
                new float[picture + Product.WIDTH],
                new float[values],
                learns ? new float[values] : null,
                learns ? new float[ofPanels] : null));
    pooling = PoolOp.pooling(pool.poolSize(), pool.strides(), pool.padding(), between, y.shape());
  }

  @Override
  public int packs() {
    return Panels.count(filters);
  }

  @Override
  public void pack(int panel) {
    Panels.pack(kernel.values(), 0, depth, depth, filters, panel, panels);
    if (bias != null) {
      Panels.packBias(bias.values(), depth, filters, panel, panels);
    }
  }

  @Override
  public void forward(int samples, boolean training) {
    team.run(forward, samples, samples * forwardProducts());
  }

  private void forwardUnit(int sample) {
    Room room = this.room.get();
    convolve(sample, room);
    pooling.max(room.values, 0, y.values(), sample);
  }

  private void convolve(int sample, Room room) {
    for (int row = 0; row < height; row++) {
      int from = (sample * height + row) * width * channels;
      System.arraycopy(x.values(), from, room.picture, ((top + row) * padded + left) * channels, width * channels);
    }
    for (int from = 0; from < windows; from += ROWS) {
      int to = Math.min(windows, from + ROWS);
      if (patches == null) {
        products(room.picture, firstOfWindow, from, to, lines, line, from, room.values);
      } else {
        float[] gathered = patches.gather(room.picture, firstOfWindow, from, to);
        products(gathered, patches.rows(), 0, to - from, Patches.ONE_RUN, depth, from, room.values);
      }
    }
  }

  private void products(float[] a, int[] rows, int rowFrom, int rowTo, int[] runs, int run, int window, float[] out) {
    for (int panel = 0; panel < Panels.count(filters); panel++) {
      Product.panel(
          a,
          rows,
          rowFrom,
          rowTo,
          runs,
          run,
          depth,
          panels,
          Panels.offset(panel, depth),
          Panels.bias(panel, depth, filters),
          out,
          window * filters + Panels.column(panel),
          filters,
          Panels.columns(panel, filters));
    }
  }

  /** The gradient of the bias is the sum of y's, each of which goes to one place of the convolution. */
  @Override
  public void backward(int samples) {
    this.samples = samples;
    int groups = Math.ceilDiv(samples, GROUP);
    team.run(backward, groups);
    Arrays.fill(kernel.gradient(), 0);
    for (int group = 0; group < groups; group++) {
      Winograd.add(kernelSums[group], 0, kernel.gradient(), 0, depth * filters);
    }
    if (bias != null) {
      Columns.sum(y.gradient(), filters, 0, samples * y.features() / filters, bias.gradient(), 0);
    }
  }

  private void backwardUnit(int group) {
    Room room = this.room.get();
    int from = group * GROUP;
    int to = Math.min(samples, from + GROUP);
    for (int sample = from; sample < to; sample++) {
      convolve(sample, room);
      pooling.maxBackward(room.values, 0, y.values(), y.gradient(), room.gradient, sample);
      for (int panel = 0; panel < Panels.count(filters); panel++) {
        Panels.pack(room.gradient, 0, windows, windows, filters, panel, room.panels);
      }
      TransposedProduct.rows(
          room.picture,
          withinWindow,
          0,
          depth,
          firstOfWindow,
          windows,
          room.panels,
          sample > from,
          kernelSums[group],
          filters);
    }
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
