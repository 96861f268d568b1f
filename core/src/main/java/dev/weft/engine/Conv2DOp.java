package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import dev.weft.model.Conv2D;
import dev.weft.model.Shape;
import java.util.stream.IntStream;

/**
 * {@code y = f(x * kernel + bias)} as products over windows that are never copied: a window's values lie at fixed
 * distances from its first one. x (batch, height, width, channels), kernel (window, window, channels, filters), y
 * (batch, down, across, filters).
 *
 * <p>The kernel's gradient is a {@link TransposedProduct} over the same windows. The input's gradient is a convolution
 * of y's gradient, set apart by the strides and surrounded by zeros, with the kernel transposed by half a turn.
 */
final class Conv2DOp implements Op {
  /** Windows in one unit of work. */
  private static final int ROWS = 128;

  /** Rows of the kernel's gradient in one unit of work. */
  private static final int KERNEL_ROWS = 16;

  /** Lines of a window shorter than this are gathered into patches, since starting a run costs as much. */
  private static final int SHORT = 16;

  private final int batch;
  private final int channels;
  private final int filters;
  private final int depth;
  private final int windows;
  private final Shape inputShape;
  private final Conv2D layer;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;

  /** What windows slide over: x itself, or a copy with zeros around it. */
  private final Image input;

  /** What the transposed kernel slides over to make x's gradient; null where none is wanted. */
  private final Image spread;

  private final float[] packed;
  private final float[] transposed;
  private final float[] packedGradient;
  private final int[] firstOfWindow;
  private final int[] withinWindow;
  private final int[] lines;
  private final int[] firstOfTransposed;
  private final int[] turnedLines;

  /** The length of a window's line. */
  private final int line;

  /** Null where windows are not gathered. */
  private final PatchBuffers patches;

  private final float[] biasSums;
  private final WorkerPool.Task pad = this::padUnit;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task prepare = this::prepareUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int samples;

  /** Images with zeros around them. */
  private record Image(float[] values, int height, int width, int channels, int top, int left) {
    int size() {
      return height * width * channels;
    }

    int at(int sample, int row, int column) {
      return sample * size() + (row * width + column) * channels;
    }
  }

  /**
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  Conv2DOp(
      Conv2D layer,
      Tensor x,
      Tensor y,
      int batch,
      Parameter kernel,
      Parameter bias,
      Elementwise function,
      WorkerPool workers) {
    this.layer = layer;
    this.batch = batch;
    this.x = x;
    this.y = y;
    this.kernel = kernel;
    this.bias = bias;
    this.function = function;
    this.workers = workers;
    inputShape = x.shape();
    channels = inputShape.last();
    filters = y.shape().last();
    windows = y.shape().size(0) * y.shape().size(1);
    depth = layer.kernelSize().height() * layer.kernelSize().width() * channels;
    packed = new float[PackedMatrix.size(depth, filters)];
    input = input();
    firstOfWindow =
        offsets(input, y.shape().size(0), y.shape().size(1), layer.strides().height(), layer.strides().width());
    lines = lines(input);
    line = layer.kernelSize().width() * channels;
    withinWindow = IntStream.range(0, depth).map(i -> lines[i / line] + i % line).toArray();
    patches = isShort(line) ? new PatchBuffers(lines, line, ROWS) : null;
    packedGradient = y.gradient() == null ? null : new float[PackedMatrix.size(batch * windows, filters)];
    biasSums = new float[batch * filters + Product.WIDTH];
    spread = x.gradient() == null ? null : spread();
    transposed = spread == null ? null : new float[PackedMatrix.size(depth / channels * filters, channels)];
    firstOfTransposed = spread == null ? null : offsets(spread, inputShape.size(0), inputShape.size(1), 1, 1);
    turnedLines = spread == null ? null : lines(spread);
  }

  /** Whether windows whose lines are so long are to be gathered. */
  static boolean isShort(int line) {
    return line < SHORT;
  }

  private Image input() {
    int above = layer.padding().total(inputShape.size(0), layer.kernelSize().height(), layer.strides().height());
    int beside = layer.padding().total(inputShape.size(1), layer.kernelSize().width(), layer.strides().width());
    if (above == 0 && beside == 0) {
      return new Image(x.values(), inputShape.size(0), inputShape.size(1), channels, 0, 0);
    }
    return scratch(inputShape.size(0) + above, inputShape.size(1) + beside, channels, above / 2, beside / 2);
  }

  private Image spread() {
    int tall = layer.kernelSize().height() - 1;
    int wide = layer.kernelSize().width() - 1;
    return scratch(inputShape.size(0) + tall, inputShape.size(1) + wide, filters, tall - input.top, wide - input.left);
  }

  private Image scratch(int height, int width, int channels, int top, int left) {
    int length = Math.multiplyExact(batch, Math.multiplyExact(height * width, channels));
    return new Image(new float[Math.addExact(length, Product.WIDTH)], height, width, channels, top, left);
  }

  /** Where each window of each sample begins. */
  private int[] offsets(Image image, int down, int across, int stride, int strideAcross) {
    int[] offsets = new int[batch * down * across];
    for (int i = 0; i < offsets.length; i++) {
      int place = i % (down * across);
      offsets[i] = image.at(i / (down * across), place / across * stride, place % across * strideAcross);
    }
    return offsets;
  }

  /** How far each line of a window lies from its first one. */
  private int[] lines(Image image) {
    return IntStream.range(0, layer.kernelSize().height()).map(row -> image.at(0, row, 0)).toArray();
  }

  @Override
  public int packs() {
    return PackedMatrix.count(filters) + (spread == null ? 0 : PackedMatrix.count(channels));
  }

  @Override
  public void pack(int unit) {
    if (unit < PackedMatrix.count(filters)) {
      PackedMatrix.pack(kernel.values(), 0, depth, depth, filters, unit, packed);
      if (bias != null) {
        PackedMatrix.packBias(bias.values(), depth, filters, unit, packed);
      }
    } else {
      packTransposed(unit - PackedMatrix.count(filters));
    }
  }

  /**
   * Row (u, v, f) of the transposed kernel is column f of the last window value but (u, v); its columns are the
   * channels.
   */
  private void packTransposed(int panel) {
    int pixels = depth / channels;
    int rows = pixels * filters;
    int width = PackedMatrix.width(panel, channels);
    int at = PackedMatrix.offset(panel, rows);
    float[] w = kernel.values();
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int c = 0; c < PackedMatrix.columns(panel, channels); c++) {
        int from = ((pixels - 1 - pixel) * channels + PackedMatrix.column(panel) + c) * filters;
        for (int f = 0; f < filters; f++) {
          transposed[at + (pixel * filters + f) * width + c] = w[from + f];
        }
      }
    }
  }

  @Override
  public void forward(int samples, boolean training) {
    this.samples = samples;
    if (input.size() > x.features()) {
      workers.run(pad, samples);
    }
    workers.run(forward, Math.ceilDiv(samples * windows, ROWS));
  }

  private void padUnit(int sample) {
    int line = inputShape.size(1) * channels;
    for (int row = 0; row < inputShape.size(0); row++) {
      int from = (sample * inputShape.size(0) + row) * line;
      System.arraycopy(x.values(), from, input.values, input.at(sample, input.top + row, input.left), line);
    }
  }

  private void forwardUnit(int unit) {
    int from = unit * ROWS;
    int to = Math.min(samples * windows, from + ROWS);
    if (patches == null) {
      forward(input.values, firstOfWindow, from, to, lines, line, from);
    } else {
      float[] gathered = patches.gather(input.values, firstOfWindow, from, to);
      forward(gathered, patches.rows(), 0, to - from, PatchBuffers.ONE_RUN, depth, from);
    }
    if (function != null) {
      function.forward().apply(y.values(), y.values(), from * filters, to * filters);
    }
  }

  private void forward(float[] a, int[] rows, int rowFrom, int rowTo, int[] runs, int run, int window) {
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      Product.panel(
          a,
          rows,
          rowFrom,
          rowTo,
          runs,
          run,
          depth,
          packed,
          PackedMatrix.offset(panel, depth),
          PackedMatrix.bias(panel, depth, filters),
          y.values(),
          window * filters + PackedMatrix.column(panel),
          filters,
          PackedMatrix.columns(panel, filters));
    }
  }

  @Override
  public void backward(int samples) {
    this.samples = samples;
    workers.run(prepare, samples);
    workers.run(backward, kernelUnits() + inputUnits());
    if (bias != null) {
      Reductions.sum(biasSums, filters, 0, samples, bias.gradient(), 0);
    }
  }

  /** All that each sample's gradient of y is needed for, while it is in the cache. */
  private void prepareUnit(int sample) {
    int from = sample * windows;
    int to = from + windows;
    if (function != null) {
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from * filters, to * filters);
    }
    if (bias != null) {
      Reductions.sum(y.gradient(), filters, from, to, biasSums, sample * filters);
    }
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      PackedMatrix.pack(y.gradient(), from, to, samples * windows, filters, panel, packedGradient);
    }
    if (spread != null) {
      spread(sample);
    }
  }

  private void spread(int sample) {
    int across = y.shape().size(1);
    int step = layer.strides().width() * filters;
    for (int row = 0; row < y.shape().size(0); row++) {
      int from = (sample * windows + row * across) * filters;
      int to = spread.at(sample, spread.top + row * layer.strides().height(), spread.left);
      if (step == filters) {
        System.arraycopy(y.gradient(), from, spread.values, to, across * filters);
      } else {
        for (int column = 0; column < across; column++) {
          System.arraycopy(y.gradient(), from + column * filters, spread.values, to + column * step, filters);
        }
      }
    }
  }

  private int kernelUnits() {
    return Math.ceilDiv(depth, KERNEL_ROWS);
  }

  private int inputUnits() {
    return spread == null ? 0 : Math.ceilDiv(samples * inputShape.size(0) * inputShape.size(1), ROWS);
  }

  private void backwardUnit(int unit) {
    if (unit < kernelUnits()) {
      kernelGradient(unit);
    } else {
      inputGradient(unit - kernelUnits());
    }
  }

  private void kernelGradient(int unit) {
    int from = unit * KERNEL_ROWS;
    int to = Math.min(depth, from + KERNEL_ROWS);
    TransposedProduct.rows(
        input.values,
        withinWindow,
        from,
        to,
        firstOfWindow,
        samples * windows,
        packedGradient,
        false,
        kernel.gradient(),
        filters);
  }

  private void inputGradient(int unit) {
    int rows = depth / channels * filters;
    int from = unit * ROWS;
    int to = Math.min(samples * inputShape.size(0) * inputShape.size(1), from + ROWS);
    for (int panel = 0; panel < PackedMatrix.count(channels); panel++) {
      Product.panel(
          spread.values,
          firstOfTransposed,
          from,
          to,
          turnedLines,
          layer.kernelSize().width() * filters,
          rows,
          transposed,
          PackedMatrix.offset(panel, rows),
          Product.ZERO,
          x.gradient(),
          from * channels + PackedMatrix.column(panel),
          channels,
          PackedMatrix.columns(panel, channels));
    }
  }

  @Override
  public long forwardProducts() {
    return (long) windows * depth * filters;
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (spread == null ? 1 : 2);
  }
}
