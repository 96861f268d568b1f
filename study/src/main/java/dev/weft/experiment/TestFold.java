package dev.weft.experiment;

import dev.weft.config.ConfigException;

/**
 * One of so many parts of the training images, which becomes the test part: an outer fold of a nested cross-validation,
 * or what recipes are tried on while the test images are not looked at. By default each has the same share of each
 * class, and the division is that of seed 1.
 *
 * @param fold from 0
 * @param of how many there are, 2 or more
 */
public record TestFold(int fold, int of, boolean stratified, long seed) {
  public TestFold {
    if (of < 2 || fold < 0 || fold >= of) {
      throw ConfigException.of(
          "fold", "'fold' must be from 0 to 'of' - 1, and 'of' at least 2; received fold " + fold + " of " + of + ".");
    }
  }

  /** {@code fold 1 of 10 of the training images}. */
  public String words() {
    return "fold %s of %s of the training images".formatted(fold + 1, of);
  }

  public static TestFold of(int fold, int of) {
    return new TestFold(fold, of, true, 1);
  }
}
