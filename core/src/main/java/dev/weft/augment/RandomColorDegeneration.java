package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Takes some of the colour away: {@code x + f (grey - x)}, where {@code f} is drawn from the factor; the result is
 * clipped. An image of one channel stays as it is. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_degeneration/">Keras</a>.
 *
 * @param factor from -1 to 1, and 1 leaves no colour; one number f means [-f, f]
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomColorDegeneration(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  public RandomColorDegeneration {
    factor.requireWithin(-1, 1, "RandomColorDegeneration", "factor");
  }

  public static RandomColorDegeneration of(Factor factor) {
    return new RandomColorDegeneration(factor, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Colour.requireGreyOrColour(shape, "RandomColorDegeneration");
    Range lost = factor.around();
    return (images, at, random) -> {
      Colour.towardsGrey(images, at, shape, (float) lost.draw(random));
      valueRange.clip(images, at, at + shape.features());
    };
  }

  @Override
  public String inWords() {
    return "made greyer by " + factor.around();
  }
}
