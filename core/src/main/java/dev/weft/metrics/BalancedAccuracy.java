package dev.weft.metrics;

import java.util.stream.IntStream;

/**
 * The mean recall of the classes that occur: the accuracy if each of them had the same number of images.
 *
 * <p>Brodersen et al., "The balanced accuracy and its posterior distribution" (2010); as scikit-learn's {@code
 * balanced_accuracy_score}.
 */
public final class BalancedAccuracy {
  private BalancedAccuracy() {}

  public static double of(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.classes())
        .filter(label -> matrix.support(label) > 0)
        .mapToDouble(matrix::recall)
        .average()
        .orElse(0);
  }
}
