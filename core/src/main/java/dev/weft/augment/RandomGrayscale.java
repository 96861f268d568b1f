package dev.weft.augment;

import dev.weft.config.ConfigException;
import dev.weft.config.Shorthand;

/**
 * Takes the colour away with some probability: {@code 0.2989 red + 0.587 green + 0.114 blue} in every channel. An image
 * of one channel stays as it is. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_grayscale/">Keras</a>.
 *
 * @param factor the probability; 0.5 by default
 */
public record RandomGrayscale(@Shorthand double factor) implements Augmentation {
  public RandomGrayscale {
    if (!(factor >= 0 && factor <= 1)) {
      throw ConfigException.of("factor", "RandomGrayscale: 'factor' must be from 0 to 1; received " + factor + ".");
    }
  }

  public static RandomGrayscale of() {
    return new RandomGrayscale(0.5);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Colour.requireGreyOrColour(shape, "RandomGrayscale");
    return (images, at, random) -> {
      if (random.nextDouble() < factor) {
        Colour.towardsGrey(images, at, shape, 1);
      }
    };
  }

  @Override
  public String inWords() {
    return "made grey with probability " + Numerals.of(factor);
  }
}
