package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.Locale;

/** That predictions are those of the images beside them. */
final class PredictionCheck {
  private PredictionCheck() {}

  /**
   * @throws IllegalArgumentException if they are of other images
   */
  static void require(ImageSet set, Predictions predictions) {
    if (!Arrays.equals(set.labels(), predictions.labels()) || set.classes() != predictions.classes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the predictions must be those of the images, in the same order; received %d predictions for %d"
                  + " images, or other labels; pass the set that was predicted.",
              predictions.size(),
              set.size()));
    }
  }
}
