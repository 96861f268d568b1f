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

  /** So many groups for each thread end at nearly the same time. */
  private static final int BALANCED = 4;

  private final WinogradSizes sizes;
  private final Tensor x;
  private final Tensor y;
  private final WinogradWeights weights;
  private final WinogradForward forward;

  /** Null where nothing learns. */
  private final WinogradBackward backward;

  private final WorkerPool workers;
  private final WinogradPlanes inputs;
  private final WinogradPlanes outputs;
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
    int groups = sizes.groups(buffers.batch());
    keepsInput = learns && groups > 1;
    workers = operands.workers();
    inputs = new WinogradPlanes(sizes, sizes.channels(), learns && groups == 1, buffers);
    outputs = new WinogradPlanes(sizes, sizes.filters(), false, buffers);
    WinogradRows inputRows = new WinogradRows(sizes, sizes.xTiles(), inputs);
    WinogradRows outputRows = new WinogradRows(sizes, sizes.yTiles(), outputs);
    WinogradProduct product = new WinogradProduct(sizes, inputs, outputs, weights.packed(), operands.bias() != null);
    forward = new WinogradForward(sizes, x, y, operands.function(), workers, inputRows, outputRows, product);
    WinogradProduct inputGradient =
        makesInputGradient ? new WinogradProduct(sizes, outputs, inputs, weights.transposed(), false) : null;
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
    if (share(samples, true)) {
      forward.together(samples);
    } else {
      forward.apart(samples);
    }
  }

  @Override
  public void backward(int samples) {
    if (share(samples, backward.hasSumsFor(workers.threads()))) {
      backward.together(samples);
    } else {
      backward.apart(samples);
    }
  }

  /**
   * Whether all threads work on one group of images after the other. Where there are groups enough for all threads,
   * each does some alone: they wait for each other less, and a group's tiles stay in one core's cache.
   */
  private boolean share(int samples, boolean mayBeApart) {
    int groups = sizes.groups(samples);
    int threads = workers.threads();
    boolean balanced = groups % threads == 0 || groups >= BALANCED * threads;
    boolean all = !mayBeApart || groups == 1 || !balanced;
    inputs.share(all);
    outputs.share(all);
    return all;
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
