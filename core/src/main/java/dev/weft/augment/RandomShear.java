package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Slants an image: pixel (y, x) is read at {@code (y + v x, x + u y)}, where {@code u} and {@code v} are drawn from the
 * factors, and both have the other sign with probability 1/2. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_shear/">Keras</a>.
 *
 * @param xFactor from 0 to 1; one number f means [-f, f]; 0 by default
 * @param yFactor the same down; 0 by default
 * @param interpolation bilinear by default
 * @param fillMode what stands beyond the edges; reflect by default
 * @param fillValue what {@link FillMode#CONSTANT} fills with; 0 by default
 */
public record RandomShear(
    @Shorthand Factor xFactor, Factor yFactor, Interpolation interpolation, FillMode fillMode, double fillValue)
    implements Augmentation {
  public RandomShear {
    // A file of Keras has [-f, f] where one number was given, though Keras itself does not take it back.
    xFactor.requireWithin(-1, 1, "RandomShear", "x_factor");
    yFactor.requireWithin(-1, 1, "RandomShear", "y_factor");
  }

  public static RandomShear of() {
    return new RandomShear(Factor.of(0), Factor.of(0), Interpolation.BILINEAR, FillMode.REFLECT, 0);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Warp warp = new Warp(shape, fillMode, fillValue, interpolation);
    Range down = yFactor.around();
    Range right = xFactor.around();
    return (images, at, random) -> {
      int sign = random.nextInt(2) == 1 ? -1 : 1;
      double v = sign * down.draw(random);
      double u = sign * right.draw(random);
      warp.affine(images, at, 1, u, 0, v, 1, 0);
    };
  }

  @Override
  public String inWords() {
    return "slanted across by " + xFactor.around() + ", and down by " + yFactor.around();
  }
}
