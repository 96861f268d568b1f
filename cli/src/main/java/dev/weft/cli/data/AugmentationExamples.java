package dev.weft.cli.data;

import dev.weft.augment.Augmentation;
import dev.weft.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every augmentation with settings by which one sees what it does. */
final class AugmentationExamples {
  private static final List<Object> OF_ANY_IMAGE =
      List.of(
          Map.of("RandomFlip", "horizontal"),
          Map.of("RandomTranslation", 0.2),
          Map.of("RandomRotation", 0.1),
          Map.of("RandomZoom", 0.3),
          Map.of("RandomShear", 0.3),
          Map.of("RandomCrop", 4),
          Map.of("RandomPerspective", Map.of("scale", 0.4)),
          "RandomElasticTransform",
          "RandomErasing",
          Map.of("RandomBrightness", 0.4),
          Map.of("RandomContrast", List.of(0.5, 1.0)),
          Map.of("RandomSharpness", 1.0),
          Map.of("RandomGaussianBlur", Map.of("kernel_size", 5)),
          "RandomInvert",
          Map.of("RandomPosterization", 5),
          Map.of("Solarization", Map.of("addition_factor", 0.3, "threshold_factor", 0.8)));

  private static final List<Object> OF_COLOURS =
      List.of(
          "RandomGrayscale",
          Map.of("RandomHue", 0.5),
          Map.of("RandomSaturation", List.of(0.2, 0.8)),
          Map.of("RandomColorDegeneration", 0.8),
          Map.of("RandomColorJitter", Map.of("brightness_factor", 0.3, "hue_factor", 0.2)));

  private static final List<Object> OF_SEVERAL = List.of("RandAugment", "MixUp", "CutMix");

  private AugmentationExamples() {}

  static List<Augmentation> of(int channels) {
    List<Object> all = new ArrayList<>(OF_ANY_IMAGE);
    if (channels == 3) {
      all.addAll(OF_COLOURS);
    }
    all.addAll(OF_SEVERAL);
    return all.stream().map(each -> Config.read(Augmentation.class, each)).toList();
  }
}
