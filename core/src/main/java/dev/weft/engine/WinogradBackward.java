package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Reductions;
import dev.weft.kernel.TransposedProduct;
import dev.weft.kernel.Winograd;
import dev.weft.kernel.Winograd.Transform;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The backward pass, group by group in the transformed domain, so that y's gradient is transformed once for both
 * products. Where there are several groups, x is transformed again: that takes less time than to fetch what the forward
 * pass made, which has left the caches, and a ResNet's layers of 16 channels less than half of the memory.
 *
 * <p>The weight gradient sums over groups in their order, and is transformed back after the last one. Where each thread
 * does groups of its own, some groups have their sums apart, which are added when all of these are made.
 */
final class WinogradBackward {
  /** Weights in one unit of work. */
  private static final int WEIGHTS = 1024;

  /** The most floats that the sums of groups take, unless two groups have more: 4 MB, as a third cache holds. */
  private static final int SUMS = 1 << 20;

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

  /** The gradient of U, (places, channels, filters), and of the bias. */
  private final float[] sums;

  private final int ofGroup;

  /** The same of some groups; null where there is one. */
  private final float[] groupSums;

  /** How many groups these are. */
  private final int most;

  /** Where each place's channels begin in the group's part of {@code inputs}. */
  private final int[] channelRows;

  private final ThreadLocal<float[]> packed;
  private final WorkerPool.Task alone = this::aloneUnit;
  private final WorkerPool.Task addSums = this::addSumsUnit;
  private final WorkerPool.Task transform = this::transformUnit;
  private final WorkerPool.Task multiplyWeights = this::multiplyWeightsUnit;
  private final WorkerPool.Task multiplyInput = this::multiplyInputUnit;
  private final WorkerPool.Task restoreInput = this::restoreInputUnit;
  private final WorkerPool.Task restoreWeights = this::restoreWeightsUnit;
  private WorkerPool.Task before;
  private Op.Rows after;
  private int samples;

  /** The groups whose sums are made. */
  private int firstGroup;

  private int count;

  /** The group that all threads work on. */
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
    ofGroup = sizes.places() * channels * filters + outputs.step();
    most = Math.min(groups, Math.max(2, SUMS / ofGroup));
    sums = operands.buffers().scratch(ofGroup);
    groupSums = groups > 1 ? operands.buffers().scratch(Math.multiplyExact(most, ofGroup)) : null;
    channelRows =
        IntStream.range(0, sizes.places() * channels).map(i -> i / channels * inputs.plane() + i % channels).toArray();
    int tiles = sizes.most() * sizes.tiles();
    packed = ThreadLocal.withInitial(() -> new float[PackedMatrix.size(tiles, filters)]);
  }

  /** What is run for each image before the gradient of its output is read. */
  void before(WorkerPool.Task before) {
    this.before = before;
  }

  /** What is run for each image after the gradient of its input is made. */
  void after(Op.Rows after) {
    this.after = after;
  }

  /** Whether there are sums of so many groups as threads are to do apart. */
  boolean hasSumsFor(int threads) {
    return most >= threads;
  }

  /** Each thread does groups of its own. */
  void apart(int samples) {
    this.samples = samples;
    int equal = most / workers.threads() * workers.threads();
    int groups = sizes.groups(samples);
    for (firstGroup = 0; firstGroup < groups; firstGroup += equal) {
      count = Math.min(equal, groups - firstGroup);
      workers.run(alone, count);
      workers.run(addSums, Math.ceilDiv(ofGroup, WEIGHTS));
    }
    finish();
  }

  private void aloneUnit(int unit) {
    int first = (firstGroup + unit) * sizes.group(samples);
    int images = sizes.images(firstGroup + unit, samples);
    for (int image = 0; image < images; image++) {
      transform(first, image);
    }
    for (int place = 0; place <= sizes.places(); place++) {
      multiplyWeights(images, place, groupSums, unit * ofGroup);
    }
    if (inputGradient != null) {
      for (int i = 0; i < inputGradient.units(images); i++) {
        inputGradient.run(i, images);
      }
      for (int image = 0; image < images; image++) {
        restoreInput(first, image);
      }
    }
  }

  /** Adds some of the groups' sums, in the order of the groups. */
  private void addSumsUnit(int unit) {
    int from = unit * WEIGHTS;
    int n = Math.min(WEIGHTS, ofGroup - from);
    for (int i = 0; i < count; i++) {
      addSums(firstGroup + i, i * ofGroup + from, from, n);
    }
  }

  private void addSums(int group, int at, int from, int n) {
    if (group == 0) {
      System.arraycopy(groupSums, at, sums, from, n);
    } else {
      Winograd.add(groupSums, at, sums, from, n);
    }
  }

  /** All threads do one group after the other. */
  void together(int samples) {
    for (int group = 0; group < sizes.groups(samples); group++) {
      first = group * sizes.group(samples);
      images = sizes.images(group, samples);
      int transformed = filters + (groupSums == null ? 0 : channels);
      workers.run(transform, images, WinogradOp.transforms(sizes, images, transformed));
      workers.run(multiplyWeights, sizes.places() + 1, sizes.products(images));
      if (inputGradient != null) {
        workers.run(multiplyInput, inputGradient.units(images), sizes.products(images));
        workers.run(restoreInput, images, WinogradOp.transforms(sizes, images, channels));
      }
    }
    finish();
  }

  private void transformUnit(int image) {
    transform(first, image);
  }

  private void multiplyWeightsUnit(int place) {
    if (first == 0) {
      multiplyWeights(images, place, sums, 0);
      return;
    }
    multiplyWeights(images, place, groupSums, 0);
    int from = place * channels * filters;
    int n = place == sizes.places() ? outputs.step() : channels * filters;
    Winograd.add(groupSums, from, sums, from, n);
  }

  private void multiplyInputUnit(int unit) {
    inputGradient.run(unit, images);
  }

  private void restoreInputUnit(int image) {
    restoreInput(first, image);
  }

  /** Transforms an image's gradient of y, and x where it is not kept. */
  private void transform(int first, int image) {
    if (before != null) {
      before.run(first + image);
    }
    if (function != null) {
      int from = (first + image) * y.features();
      function.backward().apply(y.values(), y.gradient(), y.gradient(), from, from + y.features());
    }
    if (groupSums != null) {
      inputRows.gather(Transform.INPUT, x.values(), first + image, image * sizes.tiles());
    }
    outputRows.gather(Transform.OUTPUT_BACKWARD, y.gradient(), first + image, image * sizes.tiles());
  }

  /** dU = V^T dM of one place, or after the last one the bias's gradient. */
  private void multiplyWeights(int images, int place, float[] sums, int at) {
    int tiles = images * sizes.tiles();
    if (place == sizes.places()) {
      int ones = sizes.ones() * outputs.rows();
      Reductions.sum(outputs.values(), outputs.step(), ones, ones + tiles, sums, at + place * channels * filters);
      return;
    }
    boolean isPacked = PackedMatrix.width(0, filters) == outputs.step();
    float[] right = isPacked ? outputs.values() : packed.get();
    int from = place * outputs.plane();
    for (int panel = 0; panel < PackedMatrix.count(filters) && !isPacked; panel++) {
      PackedMatrix.pack(outputs.values(), from, outputs.step(), 0, tiles, tiles, filters, panel, right, 0);
    }
    TransposedProduct.rows(
        inputs.values(),
        channelRows,
        place * channels,
        (place + 1) * channels,
        inputs.rowOffsets(),
        tiles,
        right,
        isPacked ? from : 0,
        false,
        sums,
        at,
        filters,
        filters);
  }

  /** Transforms the gradient of x back, which {@code dV = dM U^T} has left in the place of V; tiles overlap. */
  private void restoreInput(int first, int image) {
    int from = (first + image) * x.features();
    Arrays.fill(x.gradient(), from, from + x.features(), 0);
    inputRows.add(Transform.INPUT_BACKWARD, image * sizes.tiles(), x.gradient(), first + image);
    if (after != null) {
      int rows = x.features() / channels;
      after.run(first + image, (first + image) * rows, (first + image + 1) * rows);
    }
  }

  private void finish() {
    if (bias != null) {
      System.arraycopy(sums, sizes.places() * channels * filters, bias.gradient(), 0, filters);
    }
    workers.run(restoreWeights, Math.ceilDiv(channels * filters, WEIGHTS));
  }

  private void restoreWeightsUnit(int unit) {
    int all = channels * filters;
    int from = unit * WEIGHTS;
    int n = Math.min(WEIGHTS, all - from);
    sizes
        .winograd()
        .apply(
            Transform.KERNEL_BACKWARD, sums, from, sizes.side() * all, all, kernel.gradient(), from, 3 * all, all, n);
  }
}
