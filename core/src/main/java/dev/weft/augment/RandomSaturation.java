package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Makes colours stronger or weaker: the saturation times {@code f / (1 - f + 1e-7)}, at most 1, where {@code f} is
 * drawn from the factor: 0 leaves none, 0.5 leaves it as it is. (Keras clips saturations, which are from 0 to 1, to the
 * range of the pixels' values, so that from 0 to 255 colours overflow.) See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_saturation/">Keras</a>.
 *
 * @param factor from -1 to 1; one number f means [-f, f]; below 0 is as 0
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomSaturation(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  private static final double EPSILON = 1e-7;

  public RandomSaturation {
    factor.requireWithin(-1, 1, "RandomSaturation", "factor");
  }

  public static RandomSaturation of(Factor factor) {
    return new RandomSaturation(factor, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Colour.requireColour(shape, "RandomSaturation");
    Range drawn = factor.around();
    Hsv hsv = new Hsv(valueRange);
    return (images, at, random) -> {
      double f = drawn.draw(random);
      hsv.change(images, at, shape, 0, (float) (f / (1 - f + EPSILON)));
    };
  }

  @Override
  public String inWords() {
    Range drawn = factor.around();
    return "given " + new Range(times(drawn.low()), times(drawn.high())) + " times its saturation";
  }

  private static double times(double f) {
    return Math.max(0, f / (1 - f + EPSILON));
  }
}
