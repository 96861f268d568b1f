package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Split;
import java.util.Locale;
import java.util.Optional;

/**
 * What an experiment takes of a data set's images.
 *
 * @param used all but those that {@code train_size} leaves out
 * @param train what the network learns from
 * @param validation what it is watched on
 */
public record TrialImages(ImageSet used, ImageSet train, Optional<ImageSet> validation) {
  /**
   * Takes them out of the data set.
   *
   * @throws WeftException if there are fewer than the experiment asks for, or if that leaves no image on a side
   */
  public static TrialImages of(Experiment experiment, ImageDataset data) {
    ImageSet all = data.train();
    Integer size = experiment.data().trainSize();
    if (size != null && size > all.size()) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "'train_size' must be at most the %d training images of %s; received %d.",
              all.size(),
              data.name(),
              size));
    }
    Validation validation = experiment.data().validation();
    try {
      ImageSet used = size == null ? all : experiment.data().chosen(all);
      Optional<Split> split = validation.split(used, data.test(), experiment.training().seed());
      Optional<ImageSet> first = validation instanceof Validation.Given ? data.validation() : split.map(Split::first);
      return new TrialImages(used, split.map(Split::rest).orElse(used), first);
    } catch (IllegalArgumentException e) {
      throw new WeftException(experiment.name() + " on " + data.name() + ": " + e.getMessage(), e);
    }
  }
}
