package dev.weft.experiment;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;

/**
 * How a scaling is fitted unless its kind says otherwise. It is an interface of its own as Java loads one with such
 * methods before each of its kinds: were they {@link PixelScaling}'s, whose constants are of these kinds, two threads
 * could wait for each other for ever.
 */
sealed interface FittedScaling permits PixelScaling {
  /** This scaling for images of so many features; one that is fitted to images is an error. */
  Scaling of(int features);

  /** This scaling, fitted to the images that train. */
  default Scaling fit(ImageSet train) {
    return of(train.features());
  }
}
