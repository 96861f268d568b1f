package dev.weft.train;

import dev.weft.augment.Augmentation;
import dev.weft.augment.Augmenter;
import dev.weft.augment.ImageShape;
import dev.weft.augment.Mixer;
import dev.weft.augment.Mixing;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.SecondLabels;
import java.util.List;

/**
 * What augmentations make of a batch: images as floats from 0 to 255, each changed by itself, and mixtures of them with
 * their labels and weights.
 */
final class BatchAugmentation {
  private final ThreadLocal<Augmenter> augmenters;
  private final float[] images;
  private final Mixer mixer;
  private final SecondLabels second;
  private final float[] firstWeights;
  private final int[] strongerLabels;
  private long seed;
  private int epoch;

  /** Null for no augmentation. */
  static BatchAugmentation of(List<Augmentation> augmentations, ImageSet set, int batch) {
    return augmentations.isEmpty() ? null : new BatchAugmentation(augmentations, set, batch);
  }

  private BatchAugmentation(List<Augmentation> augmentations, ImageSet set, int batch) {
    ImageShape shape = new ImageShape(set.height(), set.width(), set.channels());
    List<Augmentation> all = List.copyOf(augmentations);
    augmenters = ThreadLocal.withInitial(() -> Augmenter.of(all, shape));
    images = new float[Math.multiplyExact(batch, shape.features())];
    mixer = Mixing.mixer(all, shape, batch).orElse(null);
    second = mixer == null ? null : new SecondLabels(new int[batch], new float[batch]);
    firstWeights = new float[batch];
    strongerLabels = new int[batch];
  }

  void begin(long seed, int epoch) {
    this.seed = seed;
    this.epoch = epoch;
  }

  /** (batch, height, width, channels): where images go before {@link #change}. */
  float[] images() {
    return images;
  }

  /**
   * @param i its place in the batch
   * @param sample its index in the set
   */
  void change(int i, int features, int sample) {
    augmenters.get().apply(images, i * features, seed, epoch, sample);
  }

  boolean mixes() {
    return mixer != null;
  }

  /**
   * Draws the mixtures of a step's images.
   *
   * @param weights (samples), or null for ones
   */
  void draw(int step, int samples, int[] labels, float[] weights) {
    mixer.draw(seed, epoch, step, samples);
    for (int i = 0; i < samples; i++) {
      int partner = mixer.partner(i);
      float share = mixer.share(i);
      firstWeights[i] = share * (weights == null ? 1 : weights[i]);
      second.weights()[i] = (1 - share) * (weights == null ? 1 : weights[partner]);
      second.labels()[i] = labels[partner];
      strongerLabels[i] = stronger(share, labels[i], labels[partner]);
    }
  }

  /** Of two with the same share the smaller, as Keras finds the largest target. */
  private static int stronger(float share, int first, int second) {
    return share == 0.5f ? Math.min(first, second) : share > 0.5f ? first : second;
  }

  /** Writes the mixture of image i to its place in a batch. */
  void mix(int i, float[] inputs) {
    mixer.mix(images, i, inputs);
  }

  /** What the losses of the first labels are multiplied by. */
  float[] firstWeights() {
    return firstWeights;
  }

  SecondLabels second() {
    return second;
  }

  /** The label of the larger share of each mixture. */
  int[] strongerLabels() {
    return strongerLabels;
  }
}
