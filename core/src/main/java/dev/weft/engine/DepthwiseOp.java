package dev.weft.engine;

import dev.weft.kernel.Depthwise;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.Taps;
import java.util.Arrays;

/**
 * {@code y[i, j, c * m + k] = f(bias + sum_{u,v} x[i + u, j + v, c] * kernel[u, v, c, k])}: each channel is convolved
 * with m kernels of its own, the depth multiplier. x (batch, height, width, channels), kernel (down, across, channels,
 * m), y (batch, windows down, windows across, channels * m). With m above 1 the channels are repeated m times first.
 *
 * <p>A band of rows is one unit of work forward, an image backward.
 */
final class DepthwiseOp implements Op {
  private final Windows windows;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;

  /** Of y. */
  private final int channels;

  private final int multiplier;
  private final Bands bands;

  /** The floats of one sample's weight gradient. */
  private final int sumsSize;

  private final float[] sums;
  private final float[] total;
  private final float[] biasSums;
  private final ThreadLocal<Scratch> scratch;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;

  /**
   * What a thread works in.
   *
   * @param image one image with repeated channels; null where none is repeated, as {@code gradient} is
   * @param gradient its gradient
   */
  private record Scratch(Taps taps, float[] image, float[] gradient) {}

  DepthwiseOp(Windows windows, Convolution.Operands operands) {
    this.windows = windows;
    x = operands.x();
    y = operands.y();
    kernel = operands.kernel();
    bias = operands.bias();
    function = operands.function();
    workers = operands.workers();
    Buffers buffers = operands.buffers();
    channels = y.shape().last();
    multiplier = channels / x.shape().last();
    bands =
        multiplier == 1
            ? Bands.of(windows.down(), (long) windows.across() * channels)
            : new Bands(windows.down(), windows.down());
    boolean learns = y.gradient() != null;
    sumsSize = windows.pixels() * Depthwise.sums(channels);
    sums = learns ? buffers.own(Math.addExact(Math.multiplyExact(buffers.batch(), sumsSize), Product.WIDTH)) : null;
    total = learns ? new float[sumsSize + Product.WIDTH] : null;
    biasSums = learns ? buffers.own(buffers.batch() * channels + Product.WIDTH) : null;
    int repeated = multiplier == 1 ? 0 : Math.multiplyExact(x.features(), multiplier);
    scratch =
        ThreadLocal.withInitial(() ->
            new Scratch(
                new Taps(windows.pixels()),
                repeated == 0 ? null : new float[repeated],
                repeated == 0 || x.gradient() == null ? null : new float[repeated]));
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, bands.units(samples), samples * forwardProducts());
  }

  private void forwardUnit(int unit) {
    int sample = bands.sample(unit);
    Scratch scratch = this.scratch.get();
    float[] images = images(sample, scratch);
    for (int i = bands.from(unit); i < bands.to(unit); i++) {
      int at = sample * y.features() + i * line(windows.across());
      row(images, image(sample), windows.height(), i, y.values(), at, scratch.taps);
    }
  }

  /**
   * Makes row i of an output.
   *
   * @param image where the image begins in {@code images}
   * @param kept rows of it that are there: row r is in the place of row {@code r % kept}
   */
  private void row(float[] images, int image, int kept, int i, float[] out, int at, Taps taps) {
    tapsOfOutput(i, image, kept, taps);
    Depthwise.row(
        images,
        windows.strides().width() * channels,
        taps,
        kernel.values(),
        bias == null ? null : bias.values(),
        out,
        at,
        channels,
        windows.across(),
        channels);
    if (function != null) {
      function.forward().apply(out, out, at, at + line(windows.across()));
    }
  }

  /** Makes row i of a sample's output; no channel is repeated. */
  void row(int sample, int i, float[] out, int at) {
    row(x.values(), image(sample), windows.height(), i, out, at, scratch.get().taps);
  }

  /** The same from rows of the input of which {@code kept} are there. */
  void row(float[] in, int kept, int i, float[] out, int at) {
    row(in, 0, kept, i, out, at, scratch.get().taps);
  }

  Windows windows() {
    return windows;
  }

  /** The floats of so many pixels. */
  int line(int pixels) {
    return pixels * channels;
  }

  float[] output() {
    return y.values();
  }

  /** What windows slide over: x, or one sample of it with repeated channels. */
  private float[] images(int sample, Scratch scratch) {
    if (multiplier == 1) {
      return x.values();
    }
    Depthwise.repeat(x.values(), sample * x.features(), x.features(), multiplier, scratch.image);
    return scratch.image;
  }

  /** Where a sample begins in what windows slide over. */
  private int image(int sample) {
    return multiplier == 1 ? sample * x.features() : 0;
  }

  /** The taps that row i of the output meets in an image. */
  private void tapsOfOutput(int i, int image, int kept, Taps taps) {
    taps.clear(windows.across());
    int stride = windows.strides().width();
    for (int u = 0; u < windows.kernel().height(); u++) {
      int row = i * windows.strides().height() + u * windows.dilation().height() - windows.top();
      if (row < 0 || row >= windows.height()) {
        continue;
      }
      for (int v = 0; v < windows.kernel().width(); v++) {
        int shift = v * windows.dilation().width() - windows.left();
        int low = Math.max(0, Math.ceilDiv(-shift, stride));
        int high = Math.min(windows.across(), Math.ceilDiv(windows.width() - shift, stride));
        taps.add(image + (row % kept * windows.width() + shift) * channels, weight(u, v), low, Math.max(low, high));
      }
    }
  }

  private int weight(int u, int v) {
    return (u * windows.kernel().width() + v) * channels;
  }

  @Override
  public void backward(int samples) {
    workers.run(backward, samples, samples * backwardProducts());
    if (kernel.gradient() != null) {
      Reductions.sum(sums, sumsSize, 0, samples, total, 0);
      Depthwise.gradient(total, kernel.gradient(), windows.pixels(), channels);
    }
    if (bias != null) {
      Reductions.sum(biasSums, channels, 0, samples, bias.gradient(), 0);
    }
  }

  private void backwardUnit(int sample) {
    Scratch scratch = this.scratch.get();
    int from = sample * y.features();
    if (function != null) {
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from, from + y.features());
    }
    if (bias != null) {
      int rows = windows.count();
      Reductions.sum(y.gradient(), channels, sample * rows, (sample + 1) * rows, biasSums, sample * channels);
    }
    if (kernel.gradient() != null) {
      weightGradient(sample, scratch);
    }
    if (x.gradient() != null) {
      inputGradient(sample, scratch);
    }
  }

  private void weightGradient(int sample, Scratch scratch) {
    float[] images = images(sample, scratch);
    int step = windows.strides().width() * channels;
    int at = sample * sumsSize;
    Arrays.fill(sums, at, at + sumsSize, 0);
    for (int i = 0; i < windows.down(); i++) {
      int row = sample * y.features() + i * windows.across() * channels;
      tapsOfOutput(i, image(sample), windows.height(), scratch.taps);
      Depthwise.addGradient(images, step, scratch.taps, y.gradient(), row, channels, sums, at, channels);
    }
  }

  private void inputGradient(int sample, Scratch scratch) {
    float[] gradients = multiplier == 1 ? x.gradient() : scratch.gradient;
    int stride = windows.strides().width();
    for (int p = 0; p < windows.height(); p++) {
      for (int first = 0; first < Math.min(stride, windows.width()); first++) {
        int pixels = Math.ceilDiv(windows.width() - first, stride);
        tapsOfInput(p, first, pixels, sample * y.features(), scratch.taps);
        int at = image(sample) + (p * windows.width() + first) * channels;
        Depthwise.row(
            y.gradient(),
            channels,
            scratch.taps,
            kernel.values(),
            null,
            gradients,
            at,
            stride * channels,
            pixels,
            channels);
      }
    }
    if (multiplier > 1) {
      Depthwise.sumRepeated(gradients, x.features(), multiplier, x.gradient(), sample * x.features());
    }
  }

  /** The taps of the outputs that pixels {@code first}, {@code first + stride}, ... of row p of the input belong to. */
  private void tapsOfInput(int p, int first, int pixels, int output, Taps taps) {
    taps.clear(pixels);
    int down = windows.strides().height();
    int across = windows.strides().width();
    for (int u = 0; u < windows.kernel().height(); u++) {
      int row = p + windows.top() - u * windows.dilation().height();
      if (row < 0 || row % down != 0 || row / down >= windows.down()) {
        continue;
      }
      for (int v = windows.kernel().width() - 1; v >= 0; v--) { // so that sources rise, as those of the output do
        int column = first + windows.left() - v * windows.dilation().width();
        if (column % across != 0) {
          continue;
        }
        int j = column / across;
        int low = Math.max(0, -j);
        int high = Math.min(pixels, windows.across() - j);
        taps.add(output + (row / down * windows.across() + j) * channels, weight(u, v), low, Math.max(low, high));
      }
    }
  }

  @Override
  public String algorithm() {
    return "depthwise";
  }

  @Override
  public long forwardProducts() {
    return (long) windows.pixels() * y.features();
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (x.gradient() == null ? 1 : 2);
  }

  @Override
  public boolean keepsOutput() {
    return function != null;
  }
}
