package dev.weft.engine;

import dev.weft.kernel.Columns;
import dev.weft.kernel.Panels;
import dev.weft.kernel.Product;
import dev.weft.nn.Conv2D;
import dev.weft.nn.Shape;

/**
 * {@code y = f(x * kernel + bias)} as products over windows that are never copied: a window's values lie at fixed
 * distances from its first one. x (batch, height, width, channels), kernel (window, window, channels, filters), y
 * (batch, down, across, filters).
 *
 * <p>The kernel's gradient is the same product with the two offset tables exchanged. The input's gradient is a
 * convolution of y's gradient, set apart by the strides and surrounded by zeros, with the kernel turned by half a turn.
 */
final class Conv2DOp implements Op {
  /** Windows in one unit of work. */
  private static final int ROWS = 128;

  /** Rows of the kernel's gradient in one unit of work. */
  private static final int KERNEL_ROWS = 16;

  /** Windows whose products are summed before they are added to the kernel's gradient. */
  private static final int SUMMED = 512;

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
  private final Team team;

  /** What windows slide over: x itself, or a copy with zeros around it. */
  private final Picture input;

  /** What the turned kernel slides over to make x's gradient; null where none is wanted. */
  private final Picture spread;

  private final float[] panels;
  private final float[] turned;
  private final int[] firstOfWindow;
  private final int[] withinWindow;
  private final int[] firstOfTurned;
  private final int[] withinTurned;
  private final float[] biasSums;
  private final Team.Task pad = this::padUnit;
  private final Team.Task forward = this::forwardUnit;
  private final Team.Task activate = this::activateUnit;
  private final Team.Task spreadOut = this::spreadUnit;
  private final Team.Task backward = this::backwardUnit;
  private int samples;

  /** Pictures with room around them. */
  private record Picture(float[] values, int height, int width, int channels, int top, int left) {
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
      Conv2D layer, Tensor x, Tensor y, int batch, Parameter kernel, Parameter bias, Elementwise function, Team team) {
    this.layer = layer;
    this.batch = batch;
    this.x = x;
    this.y = y;
    this.kernel = kernel;
    this.bias = bias;
    this.function = function;
    this.team = team;
    inputShape = x.shape();
    channels = inputShape.last();
    filters = y.shape().last();
    windows = y.shape().size(0) * y.shape().size(1);
    depth = layer.kernelSize().height() * layer.kernelSize().width() * channels;
    panels = new float[Panels.size(depth, filters)];
    input = input();
    firstOfWindow =
        offsets(input, y.shape().size(0), y.shape().size(1), layer.strides().height(), layer.strides().width());
    withinWindow = within(input);
    biasSums = new float[batch * filters + Product.WIDTH];
    spread = x.gradient() == null ? null : spread();
    turned = spread == null ? null : new float[Panels.size(depth / channels * filters, channels)];
    firstOfTurned = spread == null ? null : offsets(spread, inputShape.size(0), inputShape.size(1), 1, 1);
    withinTurned = spread == null ? null : within(spread);
  }

  private Picture input() {
    int above = layer.padding().total(inputShape.size(0), layer.kernelSize().height(), layer.strides().height());
    int beside = layer.padding().total(inputShape.size(1), layer.kernelSize().width(), layer.strides().width());
    if (above == 0 && beside == 0) {
      return new Picture(x.values(), inputShape.size(0), inputShape.size(1), channels, 0, 0);
    }
    return room(inputShape.size(0) + above, inputShape.size(1) + beside, channels, above / 2, beside / 2);
  }

  private Picture spread() {
    int tall = layer.kernelSize().height() - 1;
    int wide = layer.kernelSize().width() - 1;
    return room(inputShape.size(0) + tall, inputShape.size(1) + wide, filters, tall - input.top, wide - input.left);
  }

  private Picture room(int height, int width, int channels, int top, int left) {
    int length = Math.multiplyExact(batch, Math.multiplyExact(height * width, channels));
    return new Picture(new float[Math.addExact(length, Product.WIDTH)], height, width, channels, top, left);
  }

  /** Where each window of each sample begins. */
  private int[] offsets(Picture picture, int down, int across, int stride, int strideAcross) {
    int[] offsets = new int[batch * down * across];
    for (int i = 0; i < offsets.length; i++) {
      int place = i % (down * across);
      offsets[i] = picture.at(i / (down * across), place / across * stride, place % across * strideAcross);
    }
    return offsets;
  }

  /** How far each value of a window lies from its first one. */
  private int[] within(Picture picture) {
    int width = layer.kernelSize().width();
    int[] within = new int[layer.kernelSize().height() * width * picture.channels];
    for (int i = 0; i < within.length; i++) {
      int pixel = i / picture.channels;
      within[i] = picture.at(0, pixel / width, pixel % width) + i % picture.channels;
    }
    return within;
  }

  @Override
  public int packs() {
    return Panels.count(filters) + (spread == null ? 0 : Panels.count(channels));
  }

  @Override
  public void pack(int unit) {
    if (unit < Panels.count(filters)) {
      Panels.pack(kernel.values(), bias == null ? null : bias.values(), depth, filters, unit, panels);
    } else {
      packTurned(unit - Panels.count(filters));
    }
  }

  /**
   * Row (u, v, f) of the turned kernel is column f of the last window value but (u, v); its columns are the channels.
   */
  private void packTurned(int panel) {
    int pixels = depth / channels;
    int rows = pixels * filters;
    int width = Panels.width(panel, channels);
    int at = Panels.offset(panel, rows);
    float[] w = kernel.values();
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int c = 0; c < Panels.columns(panel, channels); c++) {
        int from = ((pixels - 1 - pixel) * channels + Panels.column(panel) + c) * filters;
        for (int f = 0; f < filters; f++) {
          turned[at + (pixel * filters + f) * width + c] = w[from + f];
        }
      }
    }
  }

  @Override
  public void forward(int samples, boolean training) {
    this.samples = samples;
    if (input.size() > x.features()) {
      team.run(pad, samples);
    }
    team.run(forward, Math.ceilDiv(samples * windows, ROWS));
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
    for (int panel = 0; panel < Panels.count(filters); panel++) {
      int at = Panels.offset(panel, depth);
      int width = Panels.width(panel, filters);
      Product.panel(
          input.values,
          firstOfWindow,
          from,
          to,
          withinWindow,
          0,
          depth,
          panels,
          at,
          width,
          at + depth * width,
          y.values(),
          from * filters + Panels.column(panel),
          filters,
          Panels.columns(panel, filters));
    }
    if (function != null) {
      function.forward().apply(y.values(), y.values(), from * filters, to * filters);
    }
  }

  @Override
  public void backward(int samples) {
    this.samples = samples;
    if (function != null) {
      team.run(activate, ElementwiseOp.units(samples * windows * filters));
    }
    if (spread != null) {
      team.run(spreadOut, samples);
    }
    team.run(backward, kernelUnits() + inputUnits() + samples);
    if (bias != null) {
      Columns.sum(biasSums, filters, 0, samples, bias.gradient(), 0);
    }
  }

  private void activateUnit(int unit) {
    int to = ElementwiseOp.to(unit, samples * windows * filters);
    function.backward().apply(y.values(), y.gradient(), y.gradient(), ElementwiseOp.from(unit), to);
  }

  private void spreadUnit(int sample) {
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
    return Math.ceilDiv(depth, KERNEL_ROWS) * Panels.count(filters);
  }

  private int inputUnits() {
    return spread == null ? 0 : Math.ceilDiv(samples * inputShape.size(0) * inputShape.size(1), ROWS);
  }

  private void backwardUnit(int unit) {
    if (unit < kernelUnits()) {
      kernelGradient(unit);
    } else if (unit < kernelUnits() + inputUnits()) {
      inputGradient(unit - kernelUnits());
    } else if (bias != null) {
      int sample = unit - kernelUnits() - inputUnits();
      Columns.sum(y.gradient(), filters, sample * windows, (sample + 1) * windows, biasSums, sample * filters);
    }
  }

  private void kernelGradient(int unit) {
    int panel = unit % Panels.count(filters);
    int column = Panels.column(panel);
    int from = unit / Panels.count(filters) * KERNEL_ROWS;
    int to = Math.min(depth, from + KERNEL_ROWS);
    for (int first = 0; first < samples * windows; first += SUMMED) {
      int last = Math.min(samples * windows, first + SUMMED);
      Product.panel(
          input.values,
          withinWindow,
          from,
          to,
          firstOfWindow,
          first,
          last,
          y.gradient(),
          first * filters + column,
          filters,
          first == 0 ? Product.ZERO : Product.ADD,
          kernel.gradient(),
          from * filters + column,
          filters,
          Panels.columns(panel, filters));
    }
  }

  private void inputGradient(int unit) {
    int rows = depth / channels * filters;
    int from = unit * ROWS;
    int to = Math.min(samples * inputShape.size(0) * inputShape.size(1), from + ROWS);
    for (int panel = 0; panel < Panels.count(channels); panel++) {
      Product.panel(
          spread.values,
          firstOfTurned,
          from,
          to,
          withinTurned,
          0,
          rows,
          turned,
          Panels.offset(panel, rows),
          Panels.width(panel, channels),
          Product.ZERO,
          x.gradient(),
          from * channels + Panels.column(panel),
          channels,
          Panels.columns(panel, channels));
    }
  }
}
