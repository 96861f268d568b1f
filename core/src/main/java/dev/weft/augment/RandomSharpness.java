package dev.weft.augment;

import dev.weft.config.Shorthand;

/**
 * Blurs or sharpens: {@code x + (1 - 2 f) (smooth - x)}, where {@code f} is drawn from the factor: 0 blurs, 0.5 leaves
 * it as it is, 1 sharpens. {@code smooth} is the mean of nine pixels, of which the middle counts five times; beyond the
 * edges are zeros. The result is clipped. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_sharpness/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f]
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomSharpness(@Shorthand Factor factor, ValueRange valueRange) implements Augmentation {
  private static final float OUTER = 1 / 13f;
  private static final float MIDDLE = 5 / 13f;

  public RandomSharpness {
    factor.requireWithin(0, 1, "RandomSharpness", "factor");
  }

  public static RandomSharpness of(Factor factor) {
    return new RandomSharpness(factor, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Blur blur = new Blur(shape);
    float[] box = {1, 1, 1};
    float[] sums = new float[shape.features()];
    Range drawn = factor.fromZero();
    return (images, at, random) -> {
      float part = (float) (1 - 2 * drawn.draw(random));
      blur.apply(images, at, box, box, sums, 0);
      for (int i = 0; i < sums.length; i++) {
        float x = images[at + i];
        float smooth = OUTER * sums[i] + (MIDDLE - OUTER) * x;
        images[at + i] = valueRange.clip(x + part * (smooth - x));
      }
    };
  }

  @Override
  public String inWords() {
    Range drawn = factor.fromZero();
    return "sharpened by " + new Range(2 * drawn.low() - 1, 2 * drawn.high() - 1) + " (below 0 blurs)";
  }
}
