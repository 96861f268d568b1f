package dev.weft.metrics;

/**
 * Matthews' correlation coefficient of the actual and the predicted classes, -1 to 1; 0 is chance, 1 is perfect, and 0
 * stands where one side is always the same class:
 *
 * <pre>
 * (n c - Σ s p) / √((n² - Σ s²) (n² - Σ p²))
 * </pre>
 *
 * with n images, c of them right, and per class s images and p predictions.
 *
 * <p>Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004); as scikit-learn's
 * {@code matthews_corrcoef}.
 */
public final class Matthews {
  private Matthews() {}

  public static double of(ConfusionMatrix matrix) {
    double total = matrix.total();
    double both = total * matrix.correct();
    double actual = total * total;
    double predicted = total * total;
    for (int label = 0; label < matrix.classes(); label++) {
      double s = matrix.support(label);
      double p = matrix.predicted(label);
      both -= s * p;
      actual -= s * s;
      predicted -= p * p;
    }
    return actual == 0 || predicted == 0 ? 0 : both / Math.sqrt(actual * predicted);
  }
}
