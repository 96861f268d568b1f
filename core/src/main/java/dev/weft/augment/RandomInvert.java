package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Turns light into dark: {@code high - x}, with a probability drawn from the factor. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_invert/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f]; 1 by default
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomInvert(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  public RandomInvert {
    factor.requireWithin(0, 1, "RandomInvert", "factor");
  }

  public static RandomInvert of() {
    return new RandomInvert(Factor.of(1), ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Range often = factor.fromZero();
    float high = (float) valueRange.high();
    return (images, at, random) -> {
      if (often.happens(random)) {
        for (int i = at; i < at + shape.features(); i++) {
          images[i] = high - images[i];
        }
      }
    };
  }

  @Override
  public String inWords() {
    return "inverted " + factor.fromZero().probability();
  }
}
