package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Moves values away from their mean: {@code (x - mean) c + mean} in each channel, where {@code c} is drawn from {@code
 * 1 - lower} to {@code 1 + upper}; the result is clipped. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f], as Keras 3.15 computes, though its page says [f, f]
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomContrast(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  public RandomContrast {
    factor.requireWithin(0, 1, "RandomContrast", "factor");
  }

  public static RandomContrast of(Factor factor) {
    return new RandomContrast(factor, ValueRange.BYTES);
  }

  private Range contrast() {
    Range given = factor.fromZero();
    return new Range(1 - given.low(), 1 + given.high());
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Range contrast = contrast();
    return (images, at, random) -> change(images, at, shape, contrast.draw(random));
  }

  void change(float[] images, int at, ImageShape shape, double contrast) {
    int end = at + shape.features();
    for (int c = at; c < at + shape.channels(); c++) {
      double sum = 0;
      for (int i = c; i < end; i += shape.channels()) {
        sum += images[i];
      }
      float mean = (float) (sum / (shape.height() * shape.width()));
      for (int i = c; i < end; i += shape.channels()) {
        images[i] = (images[i] - mean) * (float) contrast + mean;
      }
    }
    valueRange.clip(images, at, end);
  }

  @Override
  public String inWords() {
    return "given " + contrast() + " times its contrast";
  }
}
