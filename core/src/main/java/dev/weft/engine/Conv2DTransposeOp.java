package dev.weft.engine;

import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Size;

/**
 * {@code y = f(transposed convolution of x + bias)}: x (batch, height, width, channels), kernel (down, across, filters,
 * channels), y (batch, rows, columns, filters). A {@link Conv2DOp} the other way round: its input gradient is the
 * output here, and its output, over the windows of y's gradient, is the input gradient.
 */
final class Conv2DTransposeOp implements Op {
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;
  private final int filters;

  /** Of y. */
  private final int pixels;

  /** x, set apart by the strides and surrounded by zeros. */
  private final WindowedImages images;

  private final WindowProduct product;

  /** y's gradient as windows see it; null where nothing learns, as {@code weightGradient} and {@code biasSums} are. */
  private final WindowedImages gradients;

  private final WeightGradient weightGradient;
  private final float[] biasSums;

  /** Null where no input gradient is wanted. */
  private final WindowProduct inputGradient;

  private final WorkerPool.Task spread;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task prepare = this::prepareUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int samples;

  /**
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  Conv2DTransposeOp(
      Conv2DTranspose layer,
      Tensor x,
      Tensor y,
      Buffers buffers,
      Parameter kernel,
      Parameter bias,
      Elementwise function,
      WorkerPool workers) {
    this.x = x;
    this.y = y;
    this.kernel = kernel.packed();
    this.bias = bias == null ? null : bias.packed();
    this.function = function;
    this.workers = workers;
    filters = y.shape().last();
    pixels = y.features() / filters;
    int channels = x.shape().last();
    Windows windows = Windows.of(layer, x.shape(), y.shape());
    images = new WindowedImages(windows.transposed(), layer.strides(), channels, buffers, x.values());
    spread = images::copyBand;
    WindowLayout transposed = WindowLayout.of(windows.transposed(), 1, channels, buffers.batch());
    product = new WindowProduct(transposed, filters, bias != null, buffers, workers.threads());
    boolean learns = y.gradient() != null;
    WindowLayout layout = learns ? WindowLayout.of(windows, 1, filters, buffers.batch()) : null;
    gradients = learns ? new WindowedImages(windows, Size.of(1), filters, buffers, y.gradient()) : null;
    weightGradient = kernel.gradient() != null ? new WeightGradient(layout, channels, buffers) : null;
    biasSums = learns ? buffers.scratch(buffers.batch() * filters + Product.WIDTH) : null;
    inputGradient =
        x.gradient() == null ? null : new WindowProduct(layout, channels, false, buffers, workers.threads());
  }

  @Override
  public int packs() {
    return product.packs() + (inputGradient == null ? 0 : inputGradient.packs());
  }

  @Override
  public void pack(int unit) {
    if (unit < product.packs()) {
      product.packTransposed(unit, kernel.values(), bias == null ? null : bias.values());
    } else {
      inputGradient.pack(unit - product.packs(), kernel.values(), null);
    }
  }

  @Override
  public void forward(int samples, boolean training) {
    this.samples = samples;
    if (images.isCopy()) {
      workers.run(spread, images.bands(samples));
    }
    workers.run(forward, product.units(samples));
  }

  private void forwardUnit(int unit) {
    product.run(unit, samples, images.values(), y.values(), function);
  }

  @Override
  public void backward(int samples) {
    this.samples = samples;
    workers.run(prepare, samples);
    workers.run(backward, weightUnits() + (inputGradient == null ? 0 : inputGradient.units(samples)));
    if (bias != null) {
      Reductions.sum(biasSums, filters, 0, samples, bias.gradient(), 0);
    }
  }

  /** All that each sample's gradient of y is needed for, while it is in the cache. */
  private void prepareUnit(int sample) {
    int from = sample * y.features();
    if (function != null) {
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from, from + y.features());
    }
    if (bias != null) {
      Reductions.sum(y.gradient(), filters, sample * pixels, (sample + 1) * pixels, biasSums, sample * filters);
    }
    gradients.copy(sample);
    if (weightGradient != null) {
      weightGradient.pack(sample, samples, x.values());
    }
  }

  private int weightUnits() {
    return weightGradient == null ? 0 : weightGradient.units();
  }

  private void backwardUnit(int unit) {
    if (unit < weightUnits()) {
      weightGradient.run(unit, samples, gradients.values(), kernel.gradient());
    } else {
      inputGradient.run(unit - weightUnits(), samples, gradients.values(), x.gradient(), null);
    }
  }

  @Override
  public String algorithm() {
    return "transposed windows";
  }

  /** One multiply-add for each weight and pixel of x. */
  @Override
  public long forwardProducts() {
    return (long) x.features() / x.shape().last() * kernel.size();
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (inputGradient == null ? 1 : 2);
  }

  @Override
  public boolean keepsOutput() {
    return function != null;
  }
}
