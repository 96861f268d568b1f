package dev.weft.metrics;

/**
 * The part of the images whose true class is among the k most probable ones, 0 to 1.
 *
 * <p>Of equally probable classes the later ones come first. As scikit-learn's {@code top_k_accuracy_score}.
 */
public final class TopK {
  private TopK() {}

  /**
   * @param k at least 1; from the number of classes on, the result is 1
   * @throws IllegalArgumentException if k is less than 1
   */
  public static double of(Predictions predictions, int k) {
    if (k < 1) {
      throw new IllegalArgumentException(
          "the k of a top-k accuracy is at least 1; received " + k + "; pass 1 or more.");
    }
    int hits = 0;
    for (int i = 0; i < predictions.size(); i++) {
      if (rank(predictions, i) < k) {
        hits++;
      }
    }
    return (double) hits / predictions.size();
  }

  /** The number of classes that come before the true one of image {@code i}. */
  private static int rank(Predictions predictions, int i) {
    int actual = predictions.labels()[i];
    double probability = predictions.probability(i, actual);
    int before = 0;
    for (int label = 0; label < predictions.classes(); label++) {
      double other = predictions.probability(i, label);
      if (other > probability || other == probability && label > actual) {
        before++;
      }
    }
    return before;
  }
}
