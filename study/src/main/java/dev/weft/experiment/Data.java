package dev.weft.experiment;

import dev.weft.config.ConfigException;

/**
 * What an experiment learns from. By default all training images, none for validation, pixels divided by 255.
 *
 * @param dataset a data set's name
 * @param trainSize the number of training images to use, the first ones, before any are kept for validation; null for
 *     all
 */
public record Data(String dataset, Validation validation, PixelScaling scaling, Integer trainSize) {
  public Data {
    if (trainSize != null && trainSize < 1) {
      throw ConfigException.of("train_size", "'train_size' must be at least 1; received " + trainSize + ".");
    }
  }

  public static Data of(String dataset) {
    return new Data(dataset, Validation.NONE, PixelScaling.RESCALE, null);
  }
}
