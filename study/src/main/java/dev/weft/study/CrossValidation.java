package dev.weft.study;

import dev.weft.config.ConfigException;

/**
 * Each recipe is trained once for each fold, on all other folds, and validated on that one. By default the folds have
 * the same share of each class, and the images are divided once.
 *
 * @param folds 2 or more
 * @param repeats how often the images are divided anew, 1 or more
 */
public record CrossValidation(int folds, boolean stratified, int repeats) {
  public CrossValidation {
    if (folds < 2) {
      throw ConfigException.of("folds", "'folds' must be at least 2; received " + folds + ".");
    }
    if (repeats < 1) {
      throw ConfigException.of("repeats", "'repeats' must be at least 1; received " + repeats + ".");
    }
  }

  public static CrossValidation of(int folds) {
    return new CrossValidation(folds, true, 1);
  }
}
