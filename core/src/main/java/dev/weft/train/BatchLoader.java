package dev.weft.train;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import dev.weft.kernel.Pixels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Brings images into a program's input, batch by batch, in an order that is a function of the seed and the epoch alone.
 */
final class BatchLoader {
  /** Images in one unit of work. */
  private static final int IMAGES = 4;

  private final ImageSet set;
  private final MemorySegment pixels;
  private final float[] scale;
  private final float[] shift;
  private final float[] imageWeights;
  private final Program program;
  private final WorkerPool workers;
  private final byte[] bytes;
  private final int[] order;
  private final int[] labels;
  private final float[] weights;
  private final WorkerPool.Task copy = this::copyUnit;
  private final WorkerPool.Task scaleAll = this::scaleUnit;
  private int samples;

  /** The step whose images' bytes are copied, or queued as a background task; -1 for none. */
  private int copied = -1;

  /**
   * @param imageWeights (set.size()), or null for ones
   */
  BatchLoader(ImageSet set, Scaling scaling, float[] imageWeights, Program program, WorkerPool workers) {
    this.set = set;
    this.imageWeights = imageWeights;
    this.program = program;
    this.workers = workers;
    pixels = set.pixels();
    scale = scaling.scale();
    shift = scaling.offset();
    bytes = new byte[program.batch() * scale.length];
    order = IntStream.range(0, set.size()).toArray();
    labels = new int[program.batch()];
    weights = imageWeights == null ? null : new float[program.batch()];
  }

  /** The number of batches in an epoch. */
  int steps() {
    return Math.ceilDiv(set.size(), program.batch());
  }

  /** Fisher and Yates's shuffle of all images, the same for the same seed and epoch. */
  void shuffle(long seed, int epoch) {
    workers.finishBackground();
    copied = -1;
    SplitMix64 random = SplitMix64.of(seed ^ 0x5851f42d4c957f2dL * (epoch + 1));
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /**
   * Loads the batch of a step and returns how many images it has. Copies of bytes wait for memory, so those of the next
   * step are made beside this step's work.
   */
  int load(int step) {
    samples = samples(step);
    for (int i = 0; i < samples; i++) {
      int image = order[step * program.batch() + i];
      labels[i] = set.label(image);
      if (weights != null) {
        weights[i] = imageWeights[image];
      }
    }
    if (copied != step) {
      copy(step);
    }
    workers.finishBackground();
    workers.run(scaleAll, Math.ceilDiv(samples, IMAGES), (long) samples * scale.length);
    if (step + 1 < steps()) {
      copy(step + 1);
    }
    return samples;
  }

  private int samples(int step) {
    return Math.min(program.batch(), order.length - step * program.batch());
  }

  private void copy(int step) {
    workers.finishBackground();
    copied = step;
    workers.background(copy, Math.ceilDiv(samples(step), IMAGES));
  }

  private void copyUnit(int unit) {
    int features = scale.length;
    int to = Math.min(samples(copied), (unit + 1) * IMAGES);
    for (int i = unit * IMAGES; i < to; i++) {
      long offset = set.pixelOffset(order[copied * program.batch() + i]);
      MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, offset, bytes, i * features, features);
    }
  }

  private void scaleUnit(int unit) {
    int features = scale.length;
    int to = Math.min(samples, (unit + 1) * IMAGES);
    for (int i = unit * IMAGES; i < to; i++) {
      Pixels.scale(bytes, i * features, scale, shift, program.input(), i * features);
    }
  }

  /** The labels of the batch. */
  int[] labels() {
    return labels;
  }

  /** The weights of the batch's images, or null for ones. */
  float[] weights() {
    return weights;
  }
}
