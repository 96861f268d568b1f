package dev.weft.engine;

import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.model.Conv2D;
import dev.weft.model.Size;

/**
 * {@code y = f(x * kernel + bias)} as products of windows: x (batch, height, width, channels), kernel (down, across,
 * channels of a group, filters), y (batch, windows down, windows across, filters).
 *
 * <p>The input gradient is the transposed convolution of y's gradient: the product of the kernel rotated by 180 degrees
 * and windows over y's gradient, surrounded by zeros.
 */
final class Conv2DOp implements Op {
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;
  private final String algorithm;
  private final int windows;
  private final int across;
  private final int filters;
  private final WindowedImages images;
  private final WindowProduct product;

  /** Null where the kernel has no gradient. */
  private final WeightGradient weightGradient;

  /** Null where no input gradient is wanted, as {@link #inputGradient} is. */
  private final WindowedImages gradients;

  private final WindowProduct inputGradient;

  /** The input gradient where there are strides, instead of the two. */
  private final WindowInputGradient strided;

  private final float[] biasSums;
  private final WorkerPool.Task pad;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task prepare = this::prepareUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private WorkerPool.Task inputBefore;
  private WorkerPool.Task gradientBefore;
  private Rows outputAfter;
  private Rows gradientAfter;
  private int samples;

  Conv2DOp(Conv2D layer, Windows slides, Convolution.Operands operands) {
    x = operands.x();
    y = operands.y();
    kernel = operands.kernel().packed();
    bias = operands.bias() == null ? null : operands.bias().packed();
    function = operands.function();
    workers = operands.workers();
    Buffers buffers = operands.buffers();
    algorithm = algorithm(layer);
    windows = slides.count();
    across = slides.across();
    filters = y.shape().last();
    int channels = x.shape().last();
    images = new WindowedImages(slides, Size.of(1), channels, buffers, x.values());
    pad = this::padUnit;
    WindowLayout layout = WindowLayout.of(slides, layer.groups(), channels, buffers.batch());
    product = new WindowProduct(layout, filters / layer.groups(), bias != null, buffers, workers.threads());
    weightGradient = kernel.gradient() == null ? null : new WeightGradient(layout, filters / layer.groups(), buffers);
    biasSums = y.gradient() == null ? null : buffers.scratch(buffers.batch() * filters + Product.WIDTH);
    Windows transposed = slides.transposed();
    boolean hasStrides = !layer.strides().equals(Size.of(1));
    boolean dense = x.gradient() != null && !hasStrides;
    gradients = dense ? new WindowedImages(transposed, Size.of(1), filters, buffers, y.gradient()) : null;
    inputGradient =
        dense
            ? new WindowProduct(
                WindowLayout.of(transposed, layer.groups(), filters, buffers.batch()),
                channels / layer.groups(),
                false,
                buffers,
                0)
            : null;
    strided =
        x.gradient() != null && hasStrides
            ? new WindowInputGradient(slides, layer.groups(), channels, filters, buffers, y.gradient())
            : null;
  }

  private static String algorithm(Conv2D layer) {
    if (layer.groups() > 1) {
      return "windows of " + layer.groups() + " groups";
    }
    return layer.kernelSize().equals(Size.of(1)) ? "1x1 product" : "windows";
  }

  @Override
  public int packs() {
    return product.packs() + (strided != null ? strided.packs() : inputGradient != null ? inputGradient.packs() : 0);
  }

  @Override
  public void pack(int unit) {
    if (unit < product.packs()) {
      product.pack(unit, kernel.values(), bias == null ? null : bias.values());
    } else if (strided != null) {
      strided.pack(unit - product.packs(), kernel.values());
    } else {
      inputGradient.packTransposed(unit - product.packs(), kernel.values(), null);
    }
  }

  @Override
  public void forward(int samples, boolean training) {
    this.samples = samples;
    prepare(samples);
    workers.run(forward, product.units(samples));
  }

  /** Puts zeros around the input where its windows reach beyond. */
  void prepare(int samples) {
    if (images.isCopy()) {
      workers.run(pad, inputBefore == null ? images.bands(samples) : samples);
    }
  }

  /** Makes some rows of a sample's output, in inference, into another array. */
  void rows(int sample, int from, int to, float[] out, int at) {
    int first = sample * windows;
    product.run(first + from * across, first + to * across, images.values(), out, at, filters, function);
  }

  /** Makes some rows of a sample's output, in inference, from as many of the input: a 1x1 product. */
  void rows(float[] in, int sample, int from, int to) {
    int at = (sample * windows + from * across) * filters;
    product.run(0, (to - from) * across, in, y.values(), at, filters, function);
  }

  private void padUnit(int unit) {
    if (inputBefore == null) {
      images.copyBand(unit);
    } else {
      inputBefore.run(unit);
      images.copy(unit);
    }
  }

  private void forwardUnit(int unit) {
    product.run(unit, samples, images.values(), y.values(), function);
    if (outputAfter != null) {
      outputAfter.run(unit, unit * WindowProduct.ROWS, product.end(unit, samples));
    }
  }

  @Override
  public void backward(int samples) {
    this.samples = samples;
    workers.run(prepare, samples);
    int units = strided != null ? samples : inputGradient != null ? inputGradient.units(samples) : 0;
    workers.run(backward, weightUnits() + units);
    if (bias != null) {
      Reductions.sum(biasSums, filters, 0, samples, bias.gradient(), 0);
    }
  }

  /** All that each sample's gradient of y is needed for, while it is in the cache. */
  private void prepareUnit(int sample) {
    int from = sample * windows;
    int to = from + windows;
    if (gradientBefore != null) {
      gradientBefore.run(sample);
    }
    if (function != null) {
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from * filters, to * filters);
    }
    if (bias != null) {
      Reductions.sum(y.gradient(), filters, from, to, biasSums, sample * filters);
    }
    if (weightGradient != null) {
      weightGradient.pack(sample, samples, y.gradient());
    }
    if (gradients != null) {
      gradients.copy(sample);
    }
    if (strided != null) {
      strided.prepare(sample);
    }
  }

  private int weightUnits() {
    return weightGradient == null ? 0 : weightGradient.units();
  }

  private void backwardUnit(int unit) {
    if (unit < weightUnits()) {
      weightGradient.run(unit, samples, images.values(), kernel.gradient());
    } else if (strided != null) {
      strided.run(unit - weightUnits(), x.gradient());
    } else {
      inputGradientUnit(unit - weightUnits());
    }
  }

  private void inputGradientUnit(int unit) {
    inputGradient.run(unit, samples, gradients.values(), x.gradient(), null);
    if (gradientAfter != null) {
      gradientAfter.run(unit, unit * WindowProduct.ROWS, inputGradient.end(unit, samples));
    }
  }

  @Override
  public boolean makesInput(WorkerPool.Task ofSample) {
    inputBefore = images.isCopy() ? ofSample : null;
    return images.isCopy();
  }

  @Override
  public boolean makesGradient(WorkerPool.Task ofSample) {
    gradientBefore = ofSample;
    return true;
  }

  @Override
  public int showsOutput(Rows work) {
    product.fixUnits();
    outputAfter = work;
    return WindowProduct.ROWS;
  }

  @Override
  public int showsGradient(Rows work) {
    gradientAfter = inputGradient == null ? null : work;
    return inputGradient == null ? 0 : WindowProduct.ROWS;
  }

  @Override
  public String algorithm() {
    return algorithm;
  }

  @Override
  public long forwardProducts() {
    return (long) y.features() * (kernel.size() / filters);
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (x.gradient() == null ? 1 : 2);
  }

  @Override
  public boolean keepsInput() {
    return !images.isCopy();
  }

  @Override
  public boolean keepsOutput() {
    return function != null;
  }
}
