package dev.weft.study;

import dev.weft.metrics.Metrics;
import dev.weft.model.ConfigException;
import java.util.List;
import java.util.Set;

/**
 * How a winner is chosen: by the best mean of a metric on images that no network learnt from. By default accuracy.
 *
 * @param metric as in {@link Metrics}, or {@code loss}
 * @param on {@code validation}
 */
public record Select(String metric, String on) {
  static final List<String> METRICS =
      List.of(
          "accuracy",
          "loss",
          "log_loss",
          "f1_micro",
          "f1_macro",
          "f1_weighted",
          "precision_macro",
          "recall_macro",
          "roc_auc_ovo",
          "roc_auc_ovo_weighted",
          "roc_auc_ovr",
          "roc_auc_ovr_weighted",
          "top_3",
          "top_5",
          "balanced_accuracy",
          "cohen_kappa",
          "matthews");

  private static final Set<String> FALLING = Set.of("loss", "log_loss");

  public Select {
    if (!METRICS.contains(metric)) {
      throw ConfigException.of(
          "metric", "'metric' must be one of " + String.join(", ", METRICS) + "; received '" + metric + "'.");
    }
    if (on.equals("test")) {
      throw ConfigException.of(
          "on",
          "'on' must be validation, received test: a winner chosen on the test set looks better than it is, as the test"
              + " has then helped to choose; validate on a part of the training images and leave the test for the"
              + " end.");
    }
    if (!on.equals("validation")) {
      throw ConfigException.of("on", "'on' must be validation; received '" + on + "'.");
    }
  }

  public static Select of() {
    return new Select("accuracy", "validation");
  }

  /** Whether a is better than b. */
  public boolean better(double a, double b) {
    return FALLING.contains(metric) ? a < b : a > b;
  }
}
