package dev.weft.augment;

import dev.weft.SplitMix64;
import java.util.List;

/**
 * Several augmentations, one after another, on images of one shape. What it does to an image is a function of the seed,
 * the epoch and the sample alone. One for each thread: it works in arrays of its own, and allocates nothing else.
 */
public final class Augmenter {
  private final List<ImageChange> changes;
  private final SplitMix64 random = SplitMix64.of(0);

  private Augmenter(List<ImageChange> changes) {
    this.changes = changes;
  }

  public static Augmenter of(List<Augmentation> augmentations, ImageShape shape) {
    return new Augmenter(augmentations.stream().map(augmentation -> augmentation.on(shape)).toList());
  }

  /**
   * Changes an image in place.
   *
   * @param images images one after another, each (height, width, channels), from 0 to 255
   * @param at where the image begins
   * @param epoch from 0
   * @param sample its index in the set
   */
  public void apply(float[] images, int at, long seed, int epoch, int sample) {
    random.restart(seed, "augmentation", ((long) epoch << Integer.SIZE) + sample);
    for (int i = 0; i < changes.size(); i++) {
      changes.get(i).apply(images, at, random);
    }
  }
}
