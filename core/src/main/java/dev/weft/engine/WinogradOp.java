package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import dev.weft.kernel.Winograd;
import dev.weft.kernel.Winograd.Transform;
import dev.weft.model.Conv2D;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import java.util.Arrays;

/**
 * {@code y = f(x * kernel + bias)} for 3x3 kernels with strides of 1, by {@link Winograd}'s transforms: images are cut
 * into tiles, a tile's t^2 numbers become t^2 others, and for each of these t^2 places the tiles are multiplied by that
 * place's weights, (tiles, channels) by (channels, filters). x (batch, height, width, channels), kernel (3, 3,
 * channels, filters), y (batch, down, across, filters).
 *
 * <p>The whole backward pass is in the transformed domain, so that y's gradient is transformed once for both products.
 * Place (1, 1) belongs to the point 1 of both axes, whose column of A^T is ones: what is added there is added to each
 * output, so the bias is this product's bias, and the bias's gradient the sum of this place's gradients.
 *
 * <p>A batch is done in groups of images, so that buffers stay small; only the transformed x is kept for the backward
 * pass.
 */
final class WinogradOp implements Op {
  /**
   * The least floats that a group's transformed tiles may have: 0.5 MB, as a second cache. With 16 MB the second
   * convolution of report B takes a third longer, with 2 MB a tenth or more. But where the weights have more, tiles
   * may, too: in groups of 0.5 MB, report A's, 2 MB, would be fetched from a third cache too often, which costs over a
   * third.
   */
  private static final int GROUP = 1 << 17;

  /** Tiles in one unit of work. */
  private static final int ROWS = 128;

  /** The length of a product's runs: 16 of so many weights are half of a first cache of 32 KB. */
  private static final int RUN = 256;

  /** Weights in one unit of work. */
  private static final int WEIGHTS = 1024;

  /** Multiply-adds that take as long as a transform does for each of its t^2 numbers: 0.28 to 0.43 ns. */
  private static final int TRANSFORM = 12;

  private final Winograd winograd;
  private final int m;
  private final int t;
  private final int places;

  /** The place (1, 1). */
  private final int ones;

  private final int channels;
  private final int filters;
  private final int across;
  private final WinogradTiles xTiles;
  private final WinogradTiles yTiles;

  /** Tiles of one image. */
  private final int tiles;

  /** Images of one group. */
  private final int group;

  /** Rows that each place has in a group: its tiles, and some that move places to different sets of the cache. */
  private final int rows;

  /** Floats from one tile to the next. */
  private final int step;

  private final int outStep;

  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;

  /** V: (groups, places, rows, step); one group where nothing learns. */
  private final float[] inputs;

  /** M or its gradient: (places, rows, outStep). */
  private final float[] outputs;

  /** U: each place's (channels, filters) in panels. */
  private final float[] packed;

  /** Each place's (filters, channels) in panels; null where x has no gradient. */
  private final float[] transposed;

  /** The gradient of U: (places, channels, filters). */
  private final float[] kernels;

  /** The same of one group, where there are several. */
  private final float[] groupKernels;

  /** Where each place's channels begin in V of the group at work. */
  private final int[] channelRows;

  private final int[] rowOfInput;
  private final int[] rowOfOutput;
  private final int[] runs;
  private final float[] biasSum;
  private final ThreadLocal<float[]> weights;
  private final ThreadLocal<float[]> tile;
  private final ThreadLocal<float[]> packedGradient;
  private final WorkerPool.Task transform = this::transformUnit;
  private final WorkerPool.Task multiply = this::multiplyUnit;
  private final WorkerPool.Task restore = this::restoreUnit;
  private final WorkerPool.Task transformGradient = this::transformGradientUnit;
  private final WorkerPool.Task multiplyKernel = this::multiplyKernelUnit;
  private final WorkerPool.Task multiplyInput = this::multiplyInputUnit;
  private final WorkerPool.Task restoreInput = this::restoreInputUnit;
  private final WorkerPool.Task restoreKernel = this::restoreKernelUnit;

  /** The first image of the group at work, and how many it has. */
  private int first;

  private int images;

  /**
   * @param m outputs along one side of a tile
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  WinogradOp(
      int m,
      Conv2D layer,
      Tensor x,
      Tensor y,
      Buffers buffers,
      Parameter kernel,
      Parameter bias,
      Elementwise function,
      WorkerPool workers) {
    this.m = m;
    this.x = x;
    this.y = y;
    this.kernel = kernel;
    this.bias = bias;
    this.function = function;
    this.workers = workers;
    winograd = Winograd.of(m);
    t = winograd.side();
    places = t * t;
    ones = t + 1;
    channels = x.shape().last();
    filters = y.shape().last();
    int down = y.shape().size(0);
    across = y.shape().size(1);
    int tilesAcross = Math.ceilDiv(across, m);
    tiles = Math.ceilDiv(down, m) * tilesAcross;
    int height = x.shape().size(0);
    int width = x.shape().size(1);
    int top = layer.padding().total(height, 3, 1) / 2;
    int left = layer.padding().total(width, 3, 1) / 2;
    xTiles = new WinogradTiles(height, width, channels, t, m, top, left, tilesAcross);
    yTiles = new WinogradTiles(down, across, filters, m, m, 0, 0, tilesAcross);
    step = Math.ceilDiv(channels, 16) * 16;
    outStep = Math.ceilDiv(filters, 16) * 16;
    int floats = Math.max(GROUP, places * channels * filters);
    int most = Math.clamp(floats / ((long) places * tiles * Math.max(step, outStep)), 1, buffers.batch());
    group = Math.ceilDiv(buffers.batch(), Math.ceilDiv(buffers.batch(), most));
    rows = group * tiles + 1;
    boolean learns = kernel.gradient() != null;
    int groups = learns ? Math.ceilDiv(buffers.batch(), group) : 1;
    int allRows = Math.multiplyExact(groups, Math.multiplyExact(places, rows));
    inputs = buffers.own(Math.addExact(Math.multiplyExact(allRows, step), Product.WIDTH));
    outputs = buffers.own(Math.addExact(Math.multiplyExact(places * rows, outStep), Product.WIDTH));
    packed = buffers.own(places * PackedMatrix.size(channels, filters));
    transposed = x.gradient() == null ? null : buffers.own(places * PackedMatrix.size(filters, channels));
    int ofKernels = places * channels * filters + Product.WIDTH;
    kernels = learns ? buffers.own(ofKernels) : null;
    groupKernels = groups > 1 ? buffers.own(ofKernels) : null;
    channelRows = new int[places * channels];
    rowOfInput = multiples(allRows, step);
    rowOfOutput = multiples(places * rows, outStep);
    biasSum = new float[outStep];
    int deepest = Math.max(channels, filters);
    runs = multiples(Math.ceilDiv(deepest, RUN), RUN);
    weights = ThreadLocal.withInitial(() -> new float[9 * deepest * Product.WIDTH]);
    tile = ThreadLocal.withInitial(() -> new float[places * deepest]);
    packedGradient = ThreadLocal.withInitial(() -> new float[PackedMatrix.size(group * tiles, filters)]);
  }

  /**
   * The outputs along one side of the tiles that convolve fastest: report A's 9x9 outputs are 9 tiles of 3, 225
   * multiplications for each channel and filter instead of 729. 0 where direct convolution is faster, or the property
   * {@code weft.winograd} is {@code false}.
   */
  static int tile(Conv2D layer, Shape in, Shape out) {
    if (!layer.kernelSize().equals(Size.of(3))
        || !layer.strides().equals(Size.of(1))
        || !layer.dilationRate().equals(Size.of(1))
        || layer.groups() > 1
        || !Program.usesWinograd()) {
      return 0;
    }
    long channels = in.last();
    long filters = out.last();
    long least = 9L * out.size(0) * out.size(1) * channels * filters;
    int best = 0;
    for (int m = 2; m <= 4; m++) {
      long tiles = (long) Math.ceilDiv(out.size(0), m) * Math.ceilDiv(out.size(1), m);
      long cost = tiles * (m + 2) * (m + 2) * (channels * filters + TRANSFORM * (channels + filters));
      if (cost < least) {
        least = cost;
        best = m;
      }
    }
    return best;
  }

  private static int[] multiples(int count, int step) {
    int[] multiples = new int[count];
    for (int i = 0; i < count; i++) {
      multiples[i] = i * step;
    }
    return multiples;
  }

  @Override
  public int packs() {
    return PackedMatrix.count(filters) + (transposed == null ? 0 : PackedMatrix.count(channels));
  }

  @Override
  public void pack(int unit) {
    if (unit < PackedMatrix.count(filters)) {
      packPanel(unit);
    } else {
      packTransposed(unit - PackedMatrix.count(filters));
    }
  }

  /** The weights of a panel in its order, 9 of (channels, width), become those of its places. */
  private void packPanel(int panel) {
    float[] w = weights.get();
    int width = PackedMatrix.width(panel, filters);
    int real = PackedMatrix.columns(panel, filters);
    for (int row = 0; row < 9 * channels; row++) {
      System.arraycopy(kernel.values(), row * filters + PackedMatrix.column(panel), w, row * width, real);
      Arrays.fill(w, row * width + real, (row + 1) * width, 0);
    }
    int n = channels * width;
    int size = PackedMatrix.size(channels, filters);
    int at = PackedMatrix.offset(panel, channels);
    winograd.apply(Transform.KERNEL, w, 0, 3 * n, n, packed, at, t * size, size, n);
    if (bias != null) {
      int row = ones * size + PackedMatrix.bias(panel, channels, filters);
      System.arraycopy(bias.values(), PackedMatrix.column(panel), packed, row, real);
    }
  }

  /** The same of the transposed weights, 9 of (filters, width). */
  private void packTransposed(int panel) {
    float[] w = weights.get();
    int width = PackedMatrix.width(panel, channels);
    int real = PackedMatrix.columns(panel, channels);
    int n = filters * width;
    for (int pixel = 0; pixel < 9; pixel++) {
      for (int c = 0; c < width; c++) {
        int from = (pixel * channels + PackedMatrix.column(panel) + c) * filters;
        for (int f = 0; f < filters; f++) {
          w[pixel * n + f * width + c] = c < real ? kernel.values()[from + f] : 0;
        }
      }
    }
    int size = PackedMatrix.size(filters, channels);
    winograd.apply(
        Transform.KERNEL, w, 0, 3 * n, n, transposed, PackedMatrix.offset(panel, filters), t * size, size, n);
  }

  @Override
  public void forward(int samples, boolean training) {
    for (first = 0; first < samples; first += group) {
      images = Math.min(group, samples - first);
      workers.run(transform, images, transforms(channels));
      workers.run(multiply, places * blocks(), products());
      workers.run(restore, images, transforms(filters));
    }
  }

  @Override
  public void backward(int samples) {
    for (first = 0; first < samples; first += group) {
      images = Math.min(group, samples - first);
      workers.run(transformGradient, images, transforms(filters));
      for (int i = 0; i < channelRows.length; i++) {
        channelRows[i] = (groupRow() + i / channels * rows) * step + i % channels;
      }
      workers.run(multiplyKernel, places + 1, products());
      if (bias != null && first == 0) {
        System.arraycopy(biasSum, 0, bias.gradient(), 0, filters);
      } else if (bias != null) {
        Winograd.add(biasSum, 0, bias.gradient(), 0, filters);
      }
      if (transposed != null) {
        workers.run(multiplyInput, places * blocks(), products());
        workers.run(restoreInput, images, transforms(channels));
      }
    }
    workers.run(restoreKernel, Math.ceilDiv(channels * filters, WEIGHTS));
  }

  @Override
  public String algorithm() {
    return "Winograd, tiles of " + m + "x" + m;
  }

  /** As many as direct convolution has. */
  @Override
  public long forwardProducts() {
    return 9L * y.features() * channels;
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (transposed == null ? 1 : 2);
  }

  /** What transforms take, in multiply-adds. */
  private long transforms(int channels) {
    return (long) TRANSFORM * images * tiles * places * channels;
  }

  private long products() {
    return (long) images * tiles * places * channels * filters;
  }

  private int blocks() {
    return Math.ceilDiv(images * tiles, ROWS);
  }

  /** The first row in V of the group at work. */
  private int groupRow() {
    return kernels == null ? 0 : first / group * places * rows;
  }

  private void transformUnit(int image) {
    transformTiles(Transform.INPUT, xTiles, x.values(), image, inputs, groupRow(), step);
  }

  private void transformGradientUnit(int image) {
    if (function != null) {
      int from = (first + image) * y.features();
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from, from + y.features());
    }
    transformTiles(Transform.OUTPUT_BACKWARD, yTiles, y.gradient(), image, outputs, 0, outStep);
  }

  /** An image's tiles, and zeros where they stick out, to rows of the group's planes from row {@code base} on. */
  private void transformTiles(
      Transform transform, WinogradTiles cut, float[] values, int image, float[] planes, int base, int step) {
    float[] edge = tile.get();
    int plane = rows * step;
    for (int i = 0; i < tiles; i++) {
      int to = (base + image * tiles + i) * step;
      boolean inside = cut.inside(i);
      if (!inside) {
        cut.copy(values, first + image, i, edge);
      }
      winograd.apply(
          transform,
          inside ? values : edge,
          inside ? cut.at(first + image, i) : 0,
          (inside ? cut.width() : cut.side()) * cut.channels(),
          cut.channels(),
          planes,
          to,
          t * plane,
          plane,
          cut.channels());
    }
  }

  private void restoreUnit(int image) {
    float[] edge = tile.get();
    int plane = rows * outStep;
    for (int i = 0; i < tiles; i++) {
      boolean inside = yTiles.inside(i);
      winograd.apply(
          Transform.OUTPUT,
          outputs,
          (image * tiles + i) * outStep,
          t * plane,
          plane,
          inside ? y.values() : edge,
          inside ? yTiles.at(first + image, i) : 0,
          (inside ? across : m) * filters,
          filters,
          filters);
      if (!inside) {
        yTiles.paste(edge, y.values(), first + image, i);
      }
    }
    if (function != null) {
      int from = (first + image) * y.features();
      function.forward().apply(y.values(), y.values(), from, from + y.features());
    }
  }

  /** Tiles of x overlap, so their gradients are added. */
  private void restoreInputUnit(int image) {
    float[] tileGradient = tile.get();
    int plane = rows * step;
    int from = (first + image) * x.features();
    Arrays.fill(x.gradient(), from, from + x.features(), 0);
    for (int i = 0; i < tiles; i++) {
      winograd.apply(
          Transform.INPUT_BACKWARD,
          inputs,
          (groupRow() + image * tiles + i) * step,
          t * plane,
          plane,
          tileGradient,
          0,
          t * channels,
          channels,
          channels);
      xTiles.add(tileGradient, x.gradient(), first + image, i);
    }
  }

  private void restoreKernelUnit(int unit) {
    int all = channels * filters;
    int from = unit * WEIGHTS;
    int n = Math.min(WEIGHTS, all - from);
    winograd.apply(Transform.KERNEL_BACKWARD, kernels, from, t * all, all, kernel.gradient(), from, 3 * all, all, n);
  }

  /** M = V U. */
  private void multiplyUnit(int unit) {
    int place = unit / blocks();
    int row = place * rows + unit % blocks() * ROWS;
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      int at = place * PackedMatrix.size(channels, filters);
      Product.panel(
          inputs,
          rowOfInput,
          groupRow() + row,
          groupRow() + lastRow(unit),
          runs,
          RUN,
          channels,
          packed,
          at + PackedMatrix.offset(panel, channels),
          bias != null && place == ones ? at + PackedMatrix.bias(panel, channels, filters) : Product.ZERO,
          outputs,
          row * outStep + PackedMatrix.column(panel),
          outStep,
          PackedMatrix.width(panel, filters));
    }
  }

  /** dV = dM U^T, in the place of V. */
  private void multiplyInputUnit(int unit) {
    int place = unit / blocks();
    int row = place * rows + unit % blocks() * ROWS;
    for (int panel = 0; panel < PackedMatrix.count(channels); panel++) {
      Product.panel(
          outputs,
          rowOfOutput,
          row,
          lastRow(unit),
          runs,
          RUN,
          filters,
          transposed,
          place * PackedMatrix.size(filters, channels) + PackedMatrix.offset(panel, filters),
          Product.ZERO,
          inputs,
          (groupRow() + row) * step + PackedMatrix.column(panel),
          step,
          PackedMatrix.width(panel, channels));
    }
  }

  /** The row after the last one of a unit's. */
  private int lastRow(int unit) {
    int place = unit / blocks();
    return place * rows + Math.min(images * tiles, (unit % blocks() + 1) * ROWS);
  }

  /** dU = V^T dM, and in the last unit the gradient of the bias. */
  private void multiplyKernelUnit(int place) {
    int count = images * tiles;
    if (place == places) {
      Reductions.sum(outputs, outStep, ones * rows, ones * rows + count, biasSum, 0);
      return;
    }
    float[] right = packedGradient.get();
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      int at = place * rows * outStep + PackedMatrix.column(panel);
      int to = PackedMatrix.offset(panel, count);
      int width = PackedMatrix.width(panel, filters);
      for (int row = 0; row < count; row++) {
        System.arraycopy(outputs, at + row * outStep, right, to + row * width, width);
      }
    }
    float[] sums = first == 0 ? kernels : groupKernels;
    int from = place * channels;
    TransposedProduct.rows(inputs, channelRows, from, from + channels, rowOfInput, count, right, false, sums, filters);
    if (first > 0) {
      Winograd.add(sums, from * filters, kernels, from * filters, channels * filters);
    }
  }

  @Override
  public boolean keepsInput() {
    return false;
  }

  @Override
  public boolean keepsOutput() {
    return function != null;
  }
}
