package dev.weft.image;

/**
 * How the pixels of an image that is scaled are computed. The weights are those of <a
 * href="https://pillow.readthedocs.io/en/stable/handbook/concepts.html#filters">Pillow's filters</a>.
 */
public enum Resampling {
  /**
   * Shrinking gives the mean of the pixels whose centres lie in the area of the new one, as Pillow's {@code BOX} does.
   * Enlarging is bilinear.
   */
  AREA,
  /**
   * Weights fall in a straight line with the distance, over as many pixels as the factor says where an image shrinks:
   * antialiased, as Pillow's {@code BILINEAR} is.
   */
  BILINEAR
}
