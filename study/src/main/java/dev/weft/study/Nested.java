package dev.weft.study;

import dev.weft.config.ConfigException;
import dev.weft.experiment.TestFold;

/**
 * Nested cross-validation: what a choice is worth. For each outer fold, the winner is chosen anew from all other
 * training images, and tested on the fold, which the choice never saw. By default the folds have the same share of each
 * class, and are of seed 1.
 *
 * <p>Varma and Simon, "Bias in error estimation when using cross-validation for model selection", 2006.
 *
 * @param folds 2 or more
 */
public record Nested(int folds, boolean stratified, long seed) {
  public Nested {
    if (folds < 2) {
      throw ConfigException.of("folds", "'folds' must be at least 2; received " + folds + ".");
    }
  }

  public static Nested of(int folds) {
    return new Nested(folds, true, 1);
  }

  /** One of the folds. */
  TestFold fold(int fold) {
    return new TestFold(fold, folds, stratified, seed);
  }

  /**
   * Where a part stands in such a validation.
   *
   * @param of the name of the part that chooses from all training images
   * @param fold from 0
   */
  public record Outer(String of, int fold) {}
}
