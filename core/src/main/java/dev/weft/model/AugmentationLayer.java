package dev.weft.model;

import dev.weft.augment.Augmentation;
import dev.weft.config.Config;
import dev.weft.config.NotInFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One of Keras's layers that change images at random in training and leave them alone in inference. In training Weft
 * does what {@link #change} says to what enters the layer; where that is nothing, the network is not trained. Any
 * shape. See <a href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/">Keras</a>.
 *
 * @param kind Keras's class name, one of {@link #KINDS}
 * @param arguments as Keras's file has them, for whoever reads the file that Weft writes
 */
@NotInFiles("an augmentation")
public record AugmentationLayer(String kind, Map<String, Object> arguments) implements Layer {
  /** Keras's class names. */
  public static final Set<String> KINDS =
      Set.of(
          "AugMix",
          "CutMix",
          "MixUp",
          "RandAugment",
          "RandomBrightness",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomContrast",
          "RandomCrop",
          "RandomElasticTransform",
          "RandomErasing",
          "RandomFlip",
          "RandomGaussianBlur",
          "RandomGrayscale",
          "RandomHeight",
          "RandomHue",
          "RandomInvert",
          "RandomPerspective",
          "RandomPosterization",
          "RandomRotation",
          "RandomSaturation",
          "RandomSharpness",
          "RandomShear",
          "RandomTranslation",
          "RandomWidth",
          "RandomZoom",
          "Solarization");

  public AugmentationLayer {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("an augmentation is one of " + KINDS + "; received " + kind + ".");
    }
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** What it does in training; empty where Weft does not have it, or not with these arguments. */
  public Optional<Augmentation> change() {
    Map<String, Object> given = new LinkedHashMap<>(arguments);
    given.values().removeIf(Objects::isNull);
    given.remove("seed");
    given.remove("data_format", "channels_last");
    try {
      return Optional.of(Config.read(Augmentation.class, Map.of(kind, given)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The input's; what Keras's RandomCrop does with larger images in inference differs from version to version. */
  @Override
  public Shape outputShape(Shape input) {
    if (kind.equals("RandomCrop") && !(isSize("height", input, 0) && isSize("width", input, 1))) {
      throw new IllegalArgumentException(
          "RandomCrop: Keras's versions differ in what inference does with images that are larger or smaller than the"
              + " crop; received an input of shape "
              + input
              + " and "
              + arguments
              + ".");
    }
    return input;
  }

  private boolean isSize(String argument, Shape input, int axis) {
    return input.rank() == 3 && arguments.get(argument) instanceof Number size && size.intValue() == input.size(axis);
  }
}
