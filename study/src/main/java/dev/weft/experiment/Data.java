package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.dataset.ImageSet;

/**
 * What an experiment learns from. By default all training images, none for validation, pixels divided by 255.
 *
 * @param source where the images come from
 * @param trainSize the number of training images to use, before any are kept for validation: the first ones of a named
 *     set, and of one's own, which often lie class by class, some of each class; null for all
 */
public record Data(DataSource source, Validation validation, PixelScaling scaling, Integer trainSize) {
  public Data {
    if (trainSize != null && trainSize < 1) {
      throw ConfigException.of("train_size", "'train_size' must be at least 1; received " + trainSize + ".");
    }
  }

  public static Data of(DataSource source) {
    return new Data(source, Validation.NONE, PixelScaling.RESCALE, null);
  }

  /** A named data set. */
  public static Data named(String dataset) {
    return of(DataSource.named(dataset));
  }

  /** The name of the data set. */
  public String dataset() {
    return source.dataset();
  }

  /** So many of the training images as are to be used. */
  ImageSet chosen(ImageSet all) {
    return source.isOwn() ? all.sample(trainSize, 1) : all.range(0, trainSize);
  }
}
