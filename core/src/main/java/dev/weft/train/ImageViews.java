package dev.weft.train;

import dev.weft.augment.Augmentation;
import java.util.List;

/**
 * In which other ways a model is asked about each image: test-time augmentation. The mean of the outputs over the image
 * and all its views counts, each as much as any other.
 */
public sealed interface ImageViews permits AugmentedCopies, FixedViews {
  /** How many there are beside the image itself. */
  int count();

  /**
   * How one of them comes about.
   *
   * @param view from 0
   */
  List<Augmentation> changes(int view);

  /** Decides what chance does. */
  long seed();
}
