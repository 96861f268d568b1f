package dev.weft.chart;

import dev.weft.data.ImageSet;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.Locale;

/** That predictions are those of the pictures beside them. */
final class OneForEach {
  private OneForEach() {}

  /**
   * @throws IllegalArgumentException if they are of other pictures
   */
  static void require(ImageSet set, Predictions predictions) {
    if (!Arrays.equals(set.labels(), predictions.labels()) || set.classes() != predictions.classes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the predictions must be those of the pictures, in the same order; received %d predictions for %d"
                  + " pictures, or other labels; pass the set that was predicted.",
              predictions.size(),
              set.size()));
    }
  }
}
