package dev.weft.augment;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.List;
import java.util.Optional;

/**
 * An augmentation of batches: each image is mixed with another one of its batch, and so are the labels of the two. It
 * does nothing to an image alone.
 */
public sealed interface Mixing extends Augmentation permits MixUp, CutMix {
  /**
   * What it does to batches.
   *
   * @param batch the most images of one
   */
  Mixer of(ImageShape shape, int batch);

  /**
   * The one of a list.
   *
   * @throws ConfigException if there are two
   */
  static Optional<Mixing> of(List<Augmentation> augmentations) {
    List<Mixing> mixings = augmentations.stream().filter(Mixing.class::isInstance).map(Mixing.class::cast).toList();
    if (mixings.size() > 1) {
      throw ConfigException.of(
          "augment",
          "'augment' may have one of MixUp and CutMix; received %s; leave all but one out."
              .formatted(String.join(", ", mixings.stream().map(Config::kind).toList())));
    }
    return mixings.stream().findFirst();
  }

  @Override
  default ImageChange on(ImageShape shape) {
    return (images, at, random) -> {};
  }
}
