package dev.weft.augment;

import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;
import java.util.List;

/**
 * Covers a rectangle (cutout), with a probability drawn from the factor. Its height and its width are the image's times
 * the square root of a number drawn from the scale, each by itself; its place is any within the image. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_erasing/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f], so that 1, the default, covers half of the images
 * @param scale from 0 to 1; one number s means [0, s]; [0.02, 0.33] by default
 * @param fillValue one number, or one for each channel; null, by default, for noise: normal numbers times the highest
 *     value, clipped
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomErasing(Factor factor, Factor scale, List<Double> fillValue, ValueRange valueRange)
    implements Augmentation {
  public RandomErasing {
    factor.requireWithin(0, 1, "RandomErasing", "factor");
    scale.requireWithin(0, 1, "RandomErasing", "scale");
    fillValue = fillValue == null ? null : List.copyOf(fillValue);
    if (fillValue != null && fillValue.size() != 1 && fillValue.size() != 3) {
      throw ConfigException.of(
          "fill_value", "RandomErasing: 'fill_value' must be one number or three; received " + fillValue + ".");
    }
  }

  public static RandomErasing of() {
    return new RandomErasing(Factor.of(1), Factor.of(0.02, 0.33), null, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    if (fillValue != null && fillValue.size() > 1) {
      Colour.requireColour(shape, "RandomErasing with a 'fill_value' for each channel");
    }
    float[] fill = fill(shape.channels());
    Range often = factor.fromZero();
    Range scales = scale.fromZero();
    return (images, at, random) -> {
      if (often.happens(random)) {
        double width = Math.sqrt(scales.draw(random)) * shape.width();
        double height = Math.sqrt(scales.draw(random)) * shape.height();
        double left = random.nextDouble() * (shape.width() - width);
        double top = random.nextDouble() * (shape.height() - height);
        cover(images, at, shape, left, left + width, top, top + height, fill, random);
      }
    };
  }

  /** What covers each channel; null for noise. */
  private float[] fill(int channels) {
    if (fillValue == null) {
      return null;
    }
    float[] fill = new float[channels];
    for (int c = 0; c < channels; c++) {
      fill[c] = valueRange.clip(fillValue.get(fillValue.size() == 1 ? 0 : c).floatValue());
    }
    return fill;
  }

  /** Covers the pixels (x, y) with {@code left <= x < right} and {@code top <= y < bottom}. */
  void cover(
      float[] images,
      int at,
      ImageShape shape,
      double left,
      double right,
      double top,
      double bottom,
      float[] fill,
      SplitMix64 random) {
    int channels = shape.channels();
    for (int y = (int) Math.ceil(top); y < bottom; y++) {
      for (int x = (int) Math.ceil(left); x < right; x++) {
        int pixel = at + (y * shape.width() + x) * channels;
        for (int c = 0; c < channels; c++) {
          images[pixel + c] =
              fill == null ? valueRange.clip((float) (random.nextGaussian() * valueRange.high())) : fill[c];
        }
      }
    }
  }

  @Override
  public String inWords() {
    Range scales = scale.fromZero();
    Range side = new Range(Math.sqrt(scales.low()), Math.sqrt(scales.high()));
    return "covered by a rectangle of " + side + " of the height and of the width, " + factor.fromZero().probability();
  }
}
