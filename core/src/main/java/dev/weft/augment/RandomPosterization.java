package dev.weft.augment;

import dev.weft.config.ConfigException;
import dev.weft.config.Shorthand;

/**
 * Keeps the first bits of each value, of eight. How many is drawn from {@code lower} to {@code upper - 1}. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_posterization/">Keras</a>.
 *
 * @param factor from 1 to 8, whole; one number f means [1, f]; where both ends are the same, so many bits are kept
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomPosterization(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  private static final int BITS = 8;
  private static final float BYTE = 255;

  public RandomPosterization {
    factor.requireWithin(1, BITS, "RandomPosterization", "factor");
    if (factor.upper() != Math.rint(factor.upper())
        || factor.lower() != null && factor.lower() != Math.rint(factor.lower())) {
      throw ConfigException.of(
          "factor", "RandomPosterization: 'factor' is a number of bits, and must be whole; received " + factor + ".");
    }
  }

  public static RandomPosterization of(Factor factor) {
    return new RandomPosterization(factor, ValueRange.BYTES);
  }

  private int most() {
    Range bits = factor.from(1);
    return (int) Math.max(bits.low(), bits.high() - 1);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    int least = (int) factor.from(1).low();
    int most = most();
    float low = (float) valueRange.low();
    float scale = (float) valueRange.width() / BYTE;
    return (images, at, random) -> {
      int lost = BITS - least - random.below(most - least + 1);
      for (int i = at; i < at + shape.features(); i++) {
        images[i] = ((int) ((images[i] - low) / scale) >> lost << lost) * scale + low;
      }
    };
  }

  @Override
  public String inWords() {
    return "left with " + new Range(factor.from(1).low(), most()) + " bits a value";
  }
}
