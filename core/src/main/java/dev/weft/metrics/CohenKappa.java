package dev.weft.metrics;

import java.util.OptionalDouble;

/**
 * Cohen's kappa: {@code (observed - expected) / (1 - expected)} agreement between the actual and the predicted classes.
 * Expected is the agreement of two independent raters with these class counts. 0 is chance, 1 is perfect.
 *
 * <p>Cohen, "A coefficient of agreement for nominal scales" (1960); as scikit-learn's {@code cohen_kappa_score}.
 */
public final class CohenKappa {
  private CohenKappa() {}

  /** Empty if only one class occurs, actual and predicted. */
  public static OptionalDouble of(ConfusionMatrix matrix) {
    double expected = 0;
    for (int label = 0; label < matrix.classes(); label++) {
      expected += (double) matrix.support(label) * matrix.predicted(label);
    }
    double total = matrix.total();
    double possible = total * total - expected;
    return possible == 0 ? OptionalDouble.empty() : OptionalDouble.of((total * matrix.correct() - expected) / possible);
  }
}
