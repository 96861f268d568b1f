package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Looks at an image from another side, with a probability drawn from the factor. Each coordinate of each corner is
 * multiplied by {@code 1 + p}, where {@code p} is drawn from {@code -scale / 2} to {@code scale / 2}; the image is
 * drawn between these corners. Beyond its edges is the fill value. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_perspective/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f]; 1 by default
 * @param scale from 0 to 1; 1 by default
 * @param interpolation bilinear by default
 * @param fillValue 0 by default
 */
public record RandomPerspective(@Shorthand Factor factor, double scale, Interpolation interpolation, double fillValue)
    implements Augmentation {
  public RandomPerspective {
    factor.requireWithin(0, 1, "RandomPerspective", "factor");
    Factor.of(scale).requireWithin(0, 1, "RandomPerspective", "scale");
  }

  public static RandomPerspective of() {
    return new RandomPerspective(Factor.of(1), 1, Interpolation.BILINEAR, 0);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Warp warp = new Warp(shape, FillMode.CONSTANT, fillValue, interpolation);
    Homography homography = new Homography(shape);
    Range often = factor.fromZero();
    Range moved = new Range(-scale / 2, scale / 2);
    return (images, at, random) -> {
      if (often.happens(random)) {
        for (int corner = 0; corner < Homography.CORNERS; corner++) {
          homography.place(corner, 1 + moved.draw(random), 1 + moved.draw(random));
        }
        homography.readThrough(warp);
        warp.apply(images, at);
      }
    };
  }

  @Override
  public String inWords() {
    return "seen from another side, its corners moved by "
        + new Range(-scale / 2, scale / 2)
        + " of their coordinates, "
        + factor.fromZero().probability();
  }
}
