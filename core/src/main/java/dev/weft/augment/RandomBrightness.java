package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Adds one number to all values: {@code d (high - low)}, where {@code d} is drawn from the factor; the result is
 * clipped. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/">Keras</a>.
 *
 * @param factor from -1 to 1; one number f means [-f, f]
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomBrightness(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  public RandomBrightness {
    factor.requireWithin(-1, 1, "RandomBrightness", "factor");
  }

  public static RandomBrightness of(Factor factor) {
    return new RandomBrightness(factor, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Range brighter = factor.around().times(valueRange.width());
    return (images, at, random) -> {
      float added = (float) brighter.draw(random);
      for (int i = at; i < at + shape.features(); i++) {
        images[i] += added;
      }
      valueRange.clip(images, at, at + shape.features());
    };
  }

  @Override
  public String inWords() {
    return "made brighter by " + factor.around() + " of the range of values";
  }
}
