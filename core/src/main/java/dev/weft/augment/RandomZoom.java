package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Zooms an image about its middle: what was {@code 1 + f} pixels apart becomes one pixel apart, where {@code f} is
 * drawn from the factor, so that below 0 things become larger. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/">Keras</a>.
 *
 * @param heightFactor above -1, at most 1; one number f means [-f, f]
 * @param widthFactor the same across; null, by default, for the same zoom as of the height
 * @param fillMode what stands beyond the edges; reflect by default
 * @param interpolation bilinear by default
 * @param fillValue what {@link FillMode#CONSTANT} fills with; 0 by default
 */
public record RandomZoom(
    @Shorthand Factor heightFactor,
    Factor widthFactor,
    FillMode fillMode,
    Interpolation interpolation,
    double fillValue)
    implements Augmentation {
  /** Keras's bound is -1, which it does not take itself. */
  private static final double LEAST = Math.nextUp(-1.0);

  public RandomZoom {
    heightFactor.requireWithin(LEAST, 1, "RandomZoom", "height_factor");
    if (widthFactor != null) {
      widthFactor.requireWithin(LEAST, 1, "RandomZoom", "width_factor");
    }
  }

  public static RandomZoom of(Factor heightFactor) {
    return new RandomZoom(heightFactor, null, FillMode.REFLECT, Interpolation.BILINEAR, 0);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Warp warp = new Warp(shape, fillMode, fillValue, interpolation);
    Range high = heightFactor.around();
    Range wide = widthFactor == null ? null : widthFactor.around();
    double x = (shape.width() - 1) / 2.0;
    double y = (shape.height() - 1) / 2.0;
    return (images, at, random) -> {
      double v = 1 + high.draw(random);
      double u = wide == null ? v : 1 + wide.draw(random);
      warp.affine(images, at, u, 0, x * (1 - u), 0, v, y * (1 - v));
    };
  }

  @Override
  public String inWords() {
    String across = widthFactor == null ? ", and as much across" : ", and across by " + widthFactor.around();
    return "zoomed by " + heightFactor.around() + " (more than 0 makes things smaller)" + across;
  }
}
