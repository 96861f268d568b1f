package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import dev.weft.kernel.Winograd;
import dev.weft.kernel.Winograd.Transform;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The backward pass, group by group in the transformed domain, so that y's gradient is transformed once for both
 * products. Where there are several groups, x is transformed again: that takes less time than to fetch what the forward
 * pass made, which has left the caches, and a ResNet's layers of 16 channels less than half of the memory. The weight
 * gradient sums over groups in their order, and is transformed back after the last one.
 */
final class WinogradBackward {
  /** Weights in one unit of work. */
  private static final int WEIGHTS = 1024;

  private final WinogradSizes sizes;
  private final int channels;
  private final int filters;
  private final Tensor x;
  private final Tensor y;
  private final Parameter kernel;
  private final Parameter bias;
  private final Elementwise function;
  private final WorkerPool workers;
  private final WinogradPlanes inputs;
  private final WinogradPlanes outputs;
  private final WinogradRows inputRows;
  private final WinogradRows outputRows;

  /** Null where no input gradient is wanted. */
  private final WinogradProduct inputGradient;

  /** The gradient of U: (places, channels, filters). */
  private final float[] weightGradient;

  /** The same of one group, where there are several. */
  private final float[] groupGradient;

  /** Where each place's channels begin in the group's part of {@code inputs}. */
  private final int[] channelRows;

  private final float[] biasSum;
  private final ThreadLocal<float[]> packed;
  private final WorkerPool.Task transform = this::transformUnit;
  private final WorkerPool.Task multiplyWeights = this::multiplyWeightsUnit;
  private final WorkerPool.Task multiplyInput = this::multiplyInputUnit;
  private final WorkerPool.Task restoreInput = this::restoreInputUnit;
  private final WorkerPool.Task restoreWeights = this::restoreWeightsUnit;
  private WorkerPool.Task before;
  private Op.Rows after;
  private int first;
  private int images;

  /**
   * @param groups at most
   * @param inputs the transformed x of one group; its gradient takes its place
   * @param outputs scratch for the transformed gradient of y
   */
  WinogradBackward(
      WinogradSizes sizes,
      int groups,
      Convolution.Operands operands,
      WinogradPlanes inputs,
      WinogradPlanes outputs,
      WinogradRows inputRows,
      WinogradRows outputRows,
      WinogradProduct inputGradient) {
    this.sizes = sizes;
    channels = sizes.channels();
    filters = sizes.filters();
    x = operands.x();
    y = operands.y();
    kernel = operands.kernel();
    bias = operands.bias();
    function = operands.function();
    workers = operands.workers();
    this.inputs = inputs;
    this.outputs = outputs;
    this.inputRows = inputRows;
    this.outputRows = outputRows;
    this.inputGradient = inputGradient;
    int ofWeights = sizes.places() * channels * filters + Product.WIDTH;
    weightGradient = operands.buffers().own(ofWeights);
    groupGradient = groups > 1 ? operands.buffers().own(ofWeights) : null;
    channelRows =
        IntStream.range(0, sizes.places() * channels).map(i -> i / channels * inputs.plane() + i % channels).toArray();
    biasSum = new float[outputs.step()];
    int tiles = sizes.most() * sizes.tiles();
    packed = ThreadLocal.withInitial(() -> new float[PackedMatrix.size(tiles, filters)]);
  }

  /**
   * @param first the group's first image
   */
  void run(int first, int images) {
    this.first = first;
    this.images = images;
    int transformed = filters + (groupGradient == null ? 0 : channels);
    workers.run(transform, images, WinogradOp.transforms(sizes, images, transformed));
    workers.run(multiplyWeights, sizes.places() + 1, sizes.products(images));
    if (bias != null && first == 0) {
      System.arraycopy(biasSum, 0, bias.gradient(), 0, filters);
    } else if (bias != null) {
      Winograd.add(biasSum, 0, bias.gradient(), 0, filters);
    }
    if (inputGradient != null) {
      workers.run(multiplyInput, inputGradient.units(images), sizes.products(images));
      workers.run(restoreInput, images, WinogradOp.transforms(sizes, images, channels));
    }
  }

  /** Makes the weight gradient, after the last group. */
  void finish() {
    workers.run(restoreWeights, Math.ceilDiv(channels * filters, WEIGHTS));
  }

  /** What is run for each image before the gradient of its output is read. */
  void before(WorkerPool.Task before) {
    this.before = before;
  }

  /** What is run for each image after the gradient of its input is made. */
  void after(Op.Rows after) {
    this.after = after;
  }

  private void transformUnit(int image) {
    if (before != null) {
      before.run(first + image);
    }
    if (function != null) {
      int from = (first + image) * y.features();
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from, from + y.features());
    }
    if (groupGradient != null) {
      inputRows.gather(Transform.INPUT, x.values(), first + image, image * sizes.tiles());
    }
    outputRows.gather(Transform.OUTPUT_BACKWARD, y.gradient(), first + image, image * sizes.tiles());
  }

  /** dU = V^T dM, and in the last unit the bias's gradient. */
  private void multiplyWeightsUnit(int place) {
    int count = images * sizes.tiles();
    if (place == sizes.places()) {
      int ones = sizes.ones() * outputs.rows();
      Reductions.sum(outputs.values(), outputs.step(), ones, ones + count, biasSum, 0);
      return;
    }
    boolean isPacked = PackedMatrix.width(0, filters) == outputs.step();
    float[] right = isPacked ? outputs.values() : packed.get();
    int at = place * outputs.plane();
    for (int panel = 0; panel < PackedMatrix.count(filters) && !isPacked; panel++) {
      PackedMatrix.pack(outputs.values(), at, outputs.step(), 0, count, count, filters, panel, right, 0);
    }
    float[] sums = first == 0 ? weightGradient : groupGradient;
    int from = place * channels;
    TransposedProduct.rows(
        inputs.values(),
        channelRows,
        from,
        from + channels,
        inputs.rowOffsets(),
        count,
        right,
        isPacked ? at : 0,
        false,
        sums,
        0,
        filters,
        filters);
    if (first > 0) {
      Winograd.add(sums, from * filters, weightGradient, from * filters, channels * filters);
    }
  }

  /** dV = dM U^T, in the place of V. */
  private void multiplyInputUnit(int unit) {
    inputGradient.run(unit, images);
  }

  /** Tiles of x overlap, so their gradients are added. */
  private void restoreInputUnit(int image) {
    int from = (first + image) * x.features();
    Arrays.fill(x.gradient(), from, from + x.features(), 0);
    inputRows.add(Transform.INPUT_BACKWARD, image * sizes.tiles(), x.gradient(), first + image);
    if (after != null) {
      int rows = x.features() / channels;
      after.run(first + image, (first + image) * rows, (first + image + 1) * rows);
    }
  }

  private void restoreWeightsUnit(int unit) {
    int all = channels * filters;
    int from = unit * WEIGHTS;
    int n = Math.min(WEIGHTS, all - from);
    sizes
        .winograd()
        .apply(
            Transform.KERNEL_BACKWARD,
            weightGradient,
            from,
            sizes.side() * all,
            all,
            kernel.gradient(),
            from,
            3 * all,
            all,
            n);
  }
}
