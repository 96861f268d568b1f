package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Shifts an image: pixel (y, x) is read at {@code (y - v, x - u)}, where {@code v} is the height times a number drawn
 * from {@code heightFactor}, and {@code u} the width times one drawn from {@code widthFactor}. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/">Keras</a>.
 *
 * @param heightFactor from -1 to 1; one number f means [-f, f]; more than 0 shifts down
 * @param widthFactor the same to the right; as {@code heightFactor} where it is left out
 * @param fillMode what stands beyond the edges; reflect by default
 * @param interpolation bilinear by default
 * @param fillValue what {@link FillMode#CONSTANT} fills with; 0 by default
 */
public record RandomTranslation(
    @Shorthand Factor heightFactor,
    Factor widthFactor,
    FillMode fillMode,
    Interpolation interpolation,
    double fillValue)
    implements Augmentation {
  public RandomTranslation {
    heightFactor.requireWithin(-1, 1, "RandomTranslation", "height_factor");
    widthFactor.requireWithin(-1, 1, "RandomTranslation", "width_factor");
  }

  public static RandomTranslation of(Factor heightFactor) {
    return of(heightFactor, heightFactor);
  }

  public static RandomTranslation of(Factor heightFactor, Factor widthFactor) {
    return new RandomTranslation(heightFactor, widthFactor, FillMode.REFLECT, Interpolation.BILINEAR, 0);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Warp warp = new Warp(shape, fillMode, fillValue, interpolation);
    Range down = heightFactor.around().times(shape.height());
    Range right = widthFactor.around().times(shape.width());
    return (images, at, random) -> {
      double v = down.draw(random);
      double u = right.draw(random);
      warp.affine(images, at, 1, 0, -u, 0, 1, -v);
    };
  }

  @Override
  public String inWords() {
    return "shifted down by "
        + heightFactor.around()
        + " of the height, and right by "
        + widthFactor.around()
        + " of the width";
  }
}
