package dev.weft.train;

import dev.weft.augment.Augmentation;
import dev.weft.augment.Mixing;
import java.util.List;

/**
 * Test-time augmentation: a model is asked about each image and about changed copies of it, and the mean of the outputs
 * counts. The copies of an image are a function of the seed and of its place in the set alone.
 *
 * @param count how many copies of each image, at least 1
 * @param augment how they are changed; MixUp and CutMix, which need other images, are left out
 * @param seed decides what chance does
 */
public record AugmentedCopies(int count, List<Augmentation> augment, long seed) implements ImageViews {
  public AugmentedCopies {
    Fit.atLeastOne("count", count);
    augment = augment.stream().filter(augmentation -> !(augmentation instanceof Mixing)).toList();
    if (augment.isEmpty()) {
      throw new IllegalArgumentException(
          "copies of an image need an augmentation that changes one image, such as RandomFlip; received none.");
    }
  }

  @Override
  public List<Augmentation> changes(int view) {
    return augment;
  }

  /** Of seed 1. */
  public static AugmentedCopies of(int count, List<Augmentation> augment) {
    return new AugmentedCopies(count, augment, 1);
  }
}
