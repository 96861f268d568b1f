package dev.weft.experiment;

import dev.weft.data.ImageSet;
import dev.weft.data.Scaling;

/** How bytes become the numbers that enter the network. */
public enum PixelScaling {
  /** Divided by 255. */
  RESCALE,
  /** Each pixel moved from its range in the training set to [0, 1]: scikit-learn's MinMaxScaler. */
  MIN_MAX;

  /** This scaling, fitted to the pictures that train. */
  public Scaling fit(ImageSet train) {
    return this == RESCALE ? Scaling.rescale(train.features()) : Scaling.minMax(train);
  }
}
