package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Turns an image about its middle, counterclockwise by {@code 360 f} degrees, where {@code f} is drawn from the factor.
 * See <a href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/">Keras</a>.
 *
 * @param factor in full turns, from -1 to 1; one number f means [-f, f]
 * @param fillMode what stands beyond the edges; reflect by default
 * @param interpolation bilinear by default
 * @param fillValue what {@link FillMode#CONSTANT} fills with; 0 by default
 */
public record RandomRotation(@Shorthand Factor factor, FillMode fillMode, Interpolation interpolation, double fillValue)
    implements Augmentation {
  public RandomRotation {
    factor.requireWithin(-1, 1, "RandomRotation", "factor");
  }

  public static RandomRotation of(Factor factor) {
    return new RandomRotation(factor, FillMode.REFLECT, Interpolation.BILINEAR, 0);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Warp warp = new Warp(shape, fillMode, fillValue, interpolation);
    Range turns = factor.around();
    double x = (shape.width() - 1) / 2.0;
    double y = (shape.height() - 1) / 2.0;
    return (images, at, random) -> {
      double turn = turns.draw(random);
      double cos = Turns.cos(turn);
      double sin = Turns.sin(turn);
      warp.affine(images, at, cos, -sin, x - x * cos + y * sin, sin, cos, y - x * sin - y * cos);
    };
  }

  @Override
  public String inWords() {
    return "rotated counterclockwise by " + factor.around().times(360) + " degrees";
  }
}
