package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Turns the wheel of colours by {@code f / 2} of its round in either direction, where {@code f} is drawn from the
 * factor. See <a href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_hue/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f]
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomHue(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  public RandomHue {
    factor.requireWithin(0, 1, "RandomHue", "factor");
  }

  public static RandomHue of(Factor factor) {
    return new RandomHue(factor, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Colour.requireColour(shape, "RandomHue");
    Range drawn = factor.fromZero();
    Hsv hsv = new Hsv(valueRange);
    return (images, at, random) -> {
      int sign = random.nextInt(2) == 1 ? -1 : 1;
      hsv.change(images, at, shape, (float) (sign * drawn.draw(random) / 2), 1);
    };
  }

  @Override
  public String inWords() {
    return "rotated in hue by " + factor.fromZero().times(180) + " degrees either way";
  }
}
