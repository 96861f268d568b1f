package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import dev.weft.kernel.Winograd;
import dev.weft.kernel.Winograd.Transform;
import java.util.Arrays;

/**
 * The backward pass, group by group in the transformed domain, so that y's gradient is transformed once for both
 * products. The weight gradient sums over groups in their order, and is transformed back after the last one.
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
  private int first;
  private int images;
  private int row;

  /**
   * @param groups at most
   * @param inputs the transformed x of all groups; its gradient takes its place
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
    channelRows = new int[sizes.places() * channels];
    biasSum = new float[outputs.step()];
    int tiles = sizes.group() * sizes.tiles();
    packed = ThreadLocal.withInitial(() -> new float[PackedMatrix.size(tiles, filters)]);
  }

  /**
   * @param first the group's first image
   * @param row where the group begins in the transformed inputs
   */
  void run(int first, int images, int row) {
    this.first = first;
    this.images = images;
    this.row = row;
    workers.run(transform, images, WinogradOp.transforms(sizes, images, filters));
    for (int i = 0; i < channelRows.length; i++) {
      channelRows[i] = (row + i / channels * inputs.rows()) * inputs.step() + i % channels;
    }
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

  private void transformUnit(int image) {
    if (function != null) {
      int from = (first + image) * y.features();
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from, from + y.features());
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
    float[] right = packed.get();
    for (int panel = 0; panel < PackedMatrix.count(filters); panel++) {
      int at = place * outputs.plane() + PackedMatrix.column(panel);
      int to = PackedMatrix.offset(panel, count);
      int width = PackedMatrix.width(panel, filters);
      for (int tile = 0; tile < count; tile++) {
        System.arraycopy(outputs.values(), at + tile * outputs.step(), right, to + tile * width, width);
      }
    }
    float[] sums = first == 0 ? weightGradient : groupGradient;
    int from = place * channels;
    TransposedProduct.rows(
        inputs.values(), channelRows, from, from + channels, inputs.rowOffsets(), count, right, false, sums, filters);
    if (first > 0) {
      Winograd.add(sums, from * filters, weightGradient, from * filters, channels * filters);
    }
  }

  /** dV = dM U^T, in the place of V. */
  private void multiplyInputUnit(int unit) {
    inputGradient.run(unit, images, 0, row);
  }

  /** Tiles of x overlap, so their gradients are added. */
  private void restoreInputUnit(int image) {
    int from = (first + image) * x.features();
    Arrays.fill(x.gradient(), from, from + x.features(), 0);
    inputRows.add(Transform.INPUT_BACKWARD, row + image * sizes.tiles(), x.gradient(), first + image);
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
