package dev.weft.experiment;

import dev.weft.augment.RandomFlip;
import dev.weft.config.ConfigException;
import dev.weft.train.FixedViews;

/**
 * That the trained network is asked about several views of each image, whose mean counts.
 *
 * @param flip which way images are mirrored, too; null, the default, for none
 * @param shift by how many pixels they are shifted to each of four sides, too; 0 by default
 */
public record TestTimeAugmentation(RandomFlip.Mode flip, int shift) {
  private static final int MOST = 1024;

  public TestTimeAugmentation {
    if (shift < 0 || shift > MOST) {
      throw ConfigException.of("shift", "'shift' must be from 0 to " + MOST + " pixels; received " + shift + ".");
    }
  }

  /** Neither, to which one of the two has to be added. */
  public static TestTimeAugmentation of() {
    return new TestTimeAugmentation(null, 0);
  }

  /** Whether there is a view beside the image itself. */
  boolean hasViews() {
    return flip != null || shift > 0;
  }

  /**
   * @throws IllegalArgumentException if there are none
   */
  public FixedViews views() {
    return FixedViews.of(flip, shift);
  }
}
