package dev.weft.augment;

/**
 * Adds to all values, and inverts those that are not below a threshold: with {@code y = clip(x + a)}, {@code y} where
 * it is below {@code t}, else {@code 255 - y}. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/solarization/">Keras</a>.
 *
 * @param additionFactor from 0 to 1; {@code a} is drawn from {@code lower} to {@code 255 upper}, as Keras 3.15
 *     computes; one number f means [0, f]; 0 by default
 * @param thresholdFactor the same for {@code t}; 0 by default
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record Solarization(Factor additionFactor, Factor thresholdFactor, ValueRange valueRange)
    implements Augmentation {
  private static final float BYTE = 255;

  public Solarization {
    additionFactor.requireWithin(0, 1, "Solarization", "addition_factor");
    thresholdFactor.requireWithin(0, 1, "Solarization", "threshold_factor");
  }

  public static Solarization of() {
    return new Solarization(Factor.of(0), Factor.of(0), ValueRange.BYTES);
  }

  private static Range drawn(Factor factor) {
    return new Range(factor.fromZero().low(), BYTE * factor.fromZero().high());
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Range additions = drawn(additionFactor);
    Range thresholds = drawn(thresholdFactor);
    return (images, at, random) -> {
      double addition = additions.draw(random);
      change(images, at, shape, (float) addition, (float) thresholds.draw(random));
    };
  }

  void change(float[] images, int at, ImageShape shape, float addition, float threshold) {
    float low = (float) valueRange.low();
    float scale = (float) valueRange.width() / BYTE;
    for (int i = at; i < at + shape.features(); i++) {
      float value = Math.clamp((images[i] - low) / scale + addition, 0, BYTE);
      images[i] = (value < threshold ? value : BYTE - value) * scale + low;
    }
  }

  @Override
  public String inWords() {
    return "made brighter by "
        + drawn(additionFactor)
        + " of 255, then inverted where it is not below "
        + drawn(thresholdFactor);
  }
}
