package dev.weft.engine;

import dev.weft.kernel.PooledConvolution;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.Winograd;
import dev.weft.model.Conv2D;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A first convolution of 3x3 on images of one channel, max pooling by 2x2 and an activation, in one pass: {@code y =
 * f(max(x * kernel + bias))}. Most networks for digits and clothing begin so.
 */
final class PooledConvolutionOp implements Op {
  /** Images whose weight gradients one unit of work sums up. */
  private static final int GROUP = 4;

  private final int filters;
  private final int height;
  private final int width;
  private final int top;
  private final int left;
  private final int padded;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;

  /** The bias where there is none; else null. */
  private final float[] zeros;

  /** Which window won, for each number of y; null where nothing learns. */
  private final float[] winner;

  /** Gradients of each group. */
  private final float[][] kernelSums;

  private final float[][] biasSums;

  /** An image with zeros around it. */
  private final ThreadLocal<float[]> image;

  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int samples;

  static boolean takes(Conv2D conv, MaxPooling2D pool, Shape input, Shape between) {
    return input.last() == 1
        && between.last() % PooledConvolution.FILTERS == 0
        && conv.kernelSize().equals(Size.of(3))
        && conv.strides().equals(Size.of(1))
        && Stream.of(pool.poolSize(), pool.strides()).allMatch(Size.of(2)::equals)
        && (pool.padding() == Padding.VALID || between.size(0) % 2 == 0 && between.size(1) % 2 == 0);
  }

  /**
   * @param bias null for none
   * @param function null for none; its derivative must be taken from its output
   */
  PooledConvolutionOp(
      Conv2D conv,
      Tensor x,
      Tensor y,
      Buffers buffers,
      Parameter kernel,
      Parameter bias,
      Elementwise function,
      WorkerPool workers) {
    this.x = x;
    this.y = y;
    this.kernel = kernel.read();
    this.bias = bias == null ? null : bias.read();
    this.function = function;
    this.workers = workers;
    filters = y.shape().last();
    height = x.shape().size(0);
    width = x.shape().size(1);
    int above = conv.padding().total(height, 3, 1);
    int beside = conv.padding().total(width, 3, 1);
    top = above / 2;
    left = beside / 2;
    padded = width + beside;
    zeros = bias == null ? new float[filters] : null;
    boolean learns = y.gradient() != null;
    int groups = Math.ceilDiv(buffers.batch(), GROUP);
    winner = learns ? buffers.own(buffers.batch() * y.features() + Product.WIDTH) : null;
    kernelSums = learns ? buffers.own(groups, 9 * filters) : null;
    biasSums = learns ? buffers.own(groups, filters) : null;
    image = ThreadLocal.withInitial(() -> new float[(height + above) * padded]);
  }

  @Override
  public void forward(int samples, boolean training) {
    workers.run(forward, samples, samples * forwardProducts());
  }

  private void forwardUnit(int sample) {
    int at = sample * y.features();
    PooledConvolution.forward(
        pad(sample),
        padded,
        kernel.values(),
        bias == null ? zeros : bias.values(),
        filters,
        y.values(),
        winner,
        at,
        y.shape().size(0),
        y.shape().size(1));
    if (function != null) {
      function.forward().apply(y.values(), y.values(), at, at + y.features());
    }
  }

  private float[] pad(int sample) {
    float[] image = this.image.get();
    int from = sample * height * width;
    if (padded == width) {
      System.arraycopy(x.values(), from, image, top * width, height * width);
      return image;
    }
    for (int row = 0; row < height; row++) {
      System.arraycopy(x.values(), from + row * width, image, (top + row) * padded + left, width);
    }
    return image;
  }

  @Override
  public void backward(int samples) {
    this.samples = samples;
    int groups = Math.ceilDiv(samples, GROUP);
    workers.run(backward, groups);
    sum(kernelSums, groups, kernel);
    if (bias != null) {
      sum(biasSums, groups, bias);
    }
  }

  private void backwardUnit(int group) {
    int from = group * GROUP;
    int to = Math.min(samples, from + GROUP);
    Arrays.fill(kernelSums[group], 0);
    for (int sample = from; sample < to; sample++) {
      int at = sample * y.features();
      if (function != null) {
        function.backward().apply(y.values(), y.gradient(), y.gradient(), at, at + y.features());
      }
      PooledConvolution.backward(
          pad(sample),
          padded,
          y.gradient(),
          winner,
          at,
          kernelSums[group],
          filters,
          y.shape().size(0),
          y.shape().size(1));
    }
    int pixels = y.features() / filters;
    Reductions.sum(y.gradient(), filters, from * pixels, to * pixels, biasSums[group], 0);
  }

  private static void sum(float[][] sums, int groups, Parameter parameter) {
    float[] gradient = parameter.gradient();
    int length = parameter.values().length;
    System.arraycopy(sums[0], 0, gradient, 0, length);
    for (int group = 1; group < groups; group++) {
      Winograd.add(sums[group], 0, gradient, 0, length);
    }
  }

  @Override
  public String algorithm() {
    return "3x3 with pooling";
  }

  /** Of all windows, also those that no pooling looks at. */
  @Override
  public long forwardProducts() {
    return 9L * filters * (padded - 2) * (height + 2 * top - 2);
  }

  @Override
  public long backwardProducts() {
    return forwardProducts();
  }
}
