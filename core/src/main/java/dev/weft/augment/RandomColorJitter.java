package dev.weft.augment;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link RandomBrightness}, {@link RandomContrast}, {@link RandomSaturation} and {@link RandomHue}, one after another;
 * those whose factor is not given are left out. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_jitter/">Keras</a>.
 *
 * @param valueRange what values a pixel can have; [0, 255] by default
 * @param brightnessFactor null, by default, for none
 * @param contrastFactor null, by default, for none
 * @param saturationFactor null, by default, for none
 * @param hueFactor null, by default, for none
 */
public record RandomColorJitter(
    ValueRange valueRange, Factor brightnessFactor, Factor contrastFactor, Factor saturationFactor, Factor hueFactor)
    implements Augmentation {
  public RandomColorJitter {
    parts(valueRange, brightnessFactor, contrastFactor, saturationFactor, hueFactor); // each checks its factor
  }

  public static RandomColorJitter of() {
    return new RandomColorJitter(ValueRange.BYTES, null, null, null, null);
  }

  private static List<Augmentation> parts(
      ValueRange values, Factor brightness, Factor contrast, Factor saturation, Factor hue) {
    return Stream.of(
            brightness == null ? null : new RandomBrightness(brightness, values),
            contrast == null ? null : new RandomContrast(contrast, values),
            saturation == null ? null : new RandomSaturation(saturation, values),
            hue == null ? null : new RandomHue(hue, values))
        .filter(Objects::nonNull)
        .map(Augmentation.class::cast)
        .toList();
  }

  private List<Augmentation> parts() {
    return parts(valueRange, brightnessFactor, contrastFactor, saturationFactor, hueFactor);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    if (parts().isEmpty()) {
      throw new IllegalArgumentException(
          "RandomColorJitter changes nothing without a factor; give 'brightness_factor', 'contrast_factor',"
              + " 'saturation_factor' or 'hue_factor'.");
    }
    ImageChange[] changes = parts().stream().map(part -> part.on(shape)).toArray(ImageChange[]::new);
    return (images, at, random) -> {
      for (ImageChange change : changes) {
        change.apply(images, at, random);
      }
    };
  }

  @Override
  public String inWords() {
    return parts().stream().map(Augmentation::inWords).collect(Collectors.joining(", then "));
  }
}
