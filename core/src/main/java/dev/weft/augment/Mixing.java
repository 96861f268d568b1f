package dev.weft.augment;

import java.util.ArrayList;
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
   * What those of a list do: one of them to each batch, all alike. Empty where there is none.
   *
   * @param batch the most images of one
   */
  static Optional<Mixer> mixer(List<Augmentation> augmentations, ImageShape shape, int batch) {
    List<Mixer> mixers = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    collect(augmentations, 1, shape, batch, mixers, rates);
    if (mixers.size() == 1 && rates.getFirst() == 1) {
      return Optional.of(mixers.getFirst());
    }
    double[] all = rates.stream().mapToDouble(Double::doubleValue).toArray();
    return mixers.isEmpty() ? Optional.empty() : Optional.of(new MixerChoice(mixers, all, shape));
  }

  private static void collect(
      List<Augmentation> augmentations,
      double rate,
      ImageShape shape,
      int batch,
      List<Mixer> mixers,
      List<Double> rates) {
    for (Augmentation augmentation : augmentations) {
      if (augmentation instanceof RandomApply some) {
        collect(some.augment(), rate * some.rate(), shape, batch, mixers, rates);
      } else if (augmentation instanceof Mixing mixing) {
        mixers.add(mixing.of(shape, batch));
        rates.add(rate);
      }
    }
  }

  @Override
  default ImageChange on(ImageShape shape) {
    return (images, at, random) -> {};
  }
}
