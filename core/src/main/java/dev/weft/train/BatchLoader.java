package dev.weft.train;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.engine.Program;
import dev.weft.engine.SecondLabels;
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

  /** What the images run through on their way to the program; null for nothing. */
  private final Program frozen;

  /** What that makes of each image, known before; null if it is not. */
  private final Features features;

  private final WorkerPool workers;
  private final byte[] bytes;
  private final int[] order;
  private final int[] places;
  private final int[] labels;
  private final float[] weights;

  /** Of float pixels that are only widened from bytes: ones and zeros; empty without augmentation. */
  private final float[] ones;

  private final float[] zeros;
  private final BatchAugmentation augmentation;
  private final WorkerPool.Task copy = this::copyUnit;
  private final WorkerPool.Task scaleAll = this::scaleUnit;
  private int samples;

  /** The step whose images' bytes are copied, or queued as a background task; -1 for none. */
  private int copied = -1;

  /**
   * @param imageWeights (set.size()), or null for ones
   * @param augmentation null for none
   */
  BatchLoader(
      ImageSet set,
      Scaling scaling,
      float[] imageWeights,
      BatchAugmentation augmentation,
      Program program,
      WorkerPool workers) {
    this(set, scaling, imageWeights, augmentation, program, null, null, workers);
  }

  /**
   * @param imageWeights (set.size()), or null for ones
   * @param augmentation null for none
   * @param frozen what the images run through on their way to the program; null for nothing
   * @param features what frozen layers make of each image, known before; null if it is not
   */
  BatchLoader(
      ImageSet set,
      Scaling scaling,
      float[] imageWeights,
      BatchAugmentation augmentation,
      Program program,
      Program frozen,
      Features features,
      WorkerPool workers) {
    this.set = set;
    this.imageWeights = imageWeights;
    this.augmentation = augmentation;
    this.program = program;
    this.frozen = frozen;
    this.features = features;
    this.workers = workers;
    pixels = set.pixels();
    Scaling sized = scaling.sized(set.features(), set.channels());
    scale = sized.scale();
    shift = sized.offset();
    bytes = new byte[features == null ? program.batch() * scale.length : 0];
    order = IntStream.range(0, set.size()).toArray();
    places = new int[program.batch()];
    labels = new int[program.batch()];
    weights = imageWeights == null ? null : new float[program.batch()];
    ones = new float[augmentation == null ? 0 : scale.length];
    zeros = new float[ones.length];
    Arrays.fill(ones, 1);
  }

  /** The number of batches in an epoch. */
  int steps() {
    return Math.ceilDiv(set.size(), program.batch());
  }

  /** Augments from now on as in this epoch. */
  void begin(long seed, int epoch) {
    if (augmentation != null) {
      workers.finishBackground();
      copied = -1;
      augmentation.begin(seed, epoch);
    }
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
   * step are made, and augmented, beside this step's work.
   */
  int load(int step) {
    samples = samples(step);
    for (int i = 0; i < samples; i++) {
      int image = order[step * program.batch() + i];
      places[i] = image;
      labels[i] = set.label(image);
      if (weights != null) {
        weights[i] = imageWeights[image];
      }
    }
    if (mixes()) {
      augmentation.draw(step, samples, labels, weights);
    }
    if (features != null) {
      for (int i = 0; i < samples; i++) {
        features.copy(order[step * program.batch() + i], program.input(), i * features.size());
      }
      return samples;
    }
    if (copied != step) {
      copy(step);
    }
    workers.finishBackground();
    workers.run(scaleAll, Math.ceilDiv(samples, IMAGES), (long) samples * scale.length);
    if (step + 1 < steps()) {
      copy(step + 1);
    }
    if (frozen != null) {
      frozen.forward(samples);
      System.arraycopy(frozen.output(), 0, program.input(), 0, samples * frozen.outputFeatures());
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
      int image = order[copied * program.batch() + i];
      MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, set.pixelOffset(image), bytes, i * features, features);
      if (augmentation != null) {
        Pixels.scale(bytes, i * features, ones, zeros, augmentation.images(), i * features);
        augmentation.change(i, features, image);
      }
    }
  }

  private void scaleUnit(int unit) {
    int features = scale.length;
    float[] inputs = (frozen == null ? program : frozen).input();
    int to = Math.min(samples, (unit + 1) * IMAGES);
    for (int i = unit * IMAGES; i < to; i++) {
      if (mixes()) {
        augmentation.mix(i, inputs);
        Pixels.scale(inputs, i * features, scale, shift, inputs, i * features);
      } else if (augmentation != null) {
        Pixels.scale(augmentation.images(), i * features, scale, shift, inputs, i * features);
      } else {
        Pixels.scale(bytes, i * features, scale, shift, inputs, i * features);
      }
    }
  }

  private boolean mixes() {
    return augmentation != null && augmentation.mixes();
  }

  /** Where the images of the batch stand in their set; of mixtures the first ones. */
  int[] places() {
    return places;
  }

  /** The labels of the batch; of mixtures the first ones. */
  int[] labels() {
    return labels;
  }

  /** The weights of the batch's images, or null for ones; of mixtures those of the first labels. */
  float[] weights() {
    return mixes() ? augmentation.firstWeights() : weights;
  }

  /** The second labels of mixtures, or null for none. */
  SecondLabels second() {
    return mixes() ? augmentation.second() : null;
  }

  /** What an answer must be to be right: of mixtures the label of the larger share. */
  int[] answers() {
    return mixes() ? augmentation.strongerLabels() : labels;
  }
}
