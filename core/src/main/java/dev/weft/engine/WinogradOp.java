package dev.weft.engine;

import dev.weft.kernel.Winograd;
import dev.weft.model.Conv2D;
import dev.weft.model.Shape;
import dev.weft.model.Size;

/**
 * {@code y = f(x * kernel + bias)} for 3x3 kernels with strides of 1, by {@link Winograd}'s transforms. Images are cut
 * into tiles, and a tile's t^2 numbers become t^2 others. For each of these t^2 places the tiles are multiplied by that
 * place's weights, (tiles, channels) by (channels, filters). x (batch, height, width, channels), kernel (3, 3,
 * channels, filters), y (batch, down, across, filters).
 *
 * <p>Place (1, 1) belongs to the point 1 of both axes, whose column of A^T is ones: what is added there is added to
 * each output. So the bias is this product's bias, and its gradient the sum of this place's gradients.
 */
final class WinogradOp implements Op {
  /** Multiply-adds that take as long as a transform does for each of its t^2 numbers: 0.28 to 0.43 ns. */
  private static final int TRANSFORM = 12;

  private final WinogradSizes sizes;
  private final Tensor x;
  private final Tensor y;
  private final WinogradWeights weights;
  private final WinogradForward forward;

  /** Null where nothing learns. */
  private final WinogradBackward backward;

  private final boolean makesInputGradient;
  private final boolean usesOutput;
  private final boolean keepsInput;

  /**
   * @param m outputs along one side of a tile
   */
  WinogradOp(int m, Conv2D layer, Convolution.Operands operands) {
    x = operands.x();
    Buffers buffers = operands.buffers();
    y = operands.y();
    sizes = WinogradSizes.of(m, layer, x.shape(), y.shape(), buffers.batch());
    makesInputGradient = x.gradient() != null;
    usesOutput = operands.function() != null;
    weights = new WinogradWeights(sizes, operands.kernel(), operands.bias(), makesInputGradient, buffers);
    boolean learns = operands.kernel().gradient() != null;
    WinogradPlanes inputs = new WinogradPlanes(sizes, sizes.channels(), buffers);
    WinogradPlanes outputs = new WinogradPlanes(sizes, sizes.filters(), buffers);
    WinogradRows inputRows = new WinogradRows(sizes, sizes.xTiles(), inputs);
    WinogradRows outputRows = new WinogradRows(sizes, sizes.yTiles(), outputs);
    WinogradProduct product = new WinogradProduct(sizes, inputs, outputs, weights.packed(), operands.bias() != null);
    forward = new WinogradForward(sizes, x, y, operands.function(), operands.workers(), inputRows, outputRows, product);
    WinogradProduct inputGradient =
        makesInputGradient ? new WinogradProduct(sizes, outputs, inputs, weights.transposed(), false) : null;
    int groups = Math.ceilDiv(buffers.batch(), sizes.most());
    keepsInput = learns && groups > 1;
    backward =
        learns
            ? new WinogradBackward(sizes, groups, operands, inputs, outputs, inputRows, outputRows, inputGradient)
            : null;
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

  /** What the transforms of so many images take, in multiply-adds. */
  static long transforms(WinogradSizes sizes, int images, int channels) {
    return (long) TRANSFORM * images * sizes.tiles() * sizes.places() * channels;
  }

  @Override
  public int packs() {
    return weights.packs();
  }

  @Override
  public void pack(int unit) {
    weights.pack(unit);
  }

  @Override
  public void forward(int samples, boolean training) {
    int group = sizes.group(samples);
    for (int first = 0; first < samples; first += group) {
      forward.run(first, Math.min(group, samples - first));
    }
  }

  @Override
  public void backward(int samples) {
    int group = sizes.group(samples);
    for (int first = 0; first < samples; first += group) {
      backward.run(first, Math.min(group, samples - first));
    }
    backward.finish();
  }

  @Override
  public boolean makesInput(WorkerPool.Task ofSample) {
    forward.before(ofSample);
    return true;
  }

  @Override
  public boolean makesGradient(WorkerPool.Task ofSample) {
    if (backward != null) {
      backward.before(ofSample);
    }
    return backward != null;
  }

  @Override
  public int showsOutput(Rows work) {
    forward.after(work);
    return y.features() / sizes.filters();
  }

  @Override
  public int showsGradient(Rows work) {
    if (!makesInputGradient) {
      return 0;
    }
    backward.after(work);
    return x.features() / sizes.channels();
  }

  @Override
  public String algorithm() {
    return "Winograd, tiles of " + sizes.m() + "x" + sizes.m();
  }

  /** As many as direct convolution has. */
  @Override
  public long forwardProducts() {
    return 9L * y.features() * sizes.channels();
  }

  @Override
  public long backwardProducts() {
    return forwardProducts() * (makesInputGradient ? 2 : 1);
  }

  @Override
  public boolean keepsInput() {
    return keepsInput;
  }

  @Override
  public boolean keepsOutput() {
    return usesOutput;
  }
}
