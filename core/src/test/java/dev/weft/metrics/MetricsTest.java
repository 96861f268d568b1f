package dev.weft.metrics;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** The numbers of scikit-learn, by their place in {@code golden.json}. */
  private static final Map<Metric, String> GOLDEN =
      Map.ofEntries(
          entry(Metric.ACCURACY, "/accuracy"),
          entry(Metric.LOG_LOSS, "/log_loss"),
          entry(Metric.F1_MICRO, "/micro/f1"),
          entry(Metric.F1_MACRO, "/macro/f1"),
          entry(Metric.F1_WEIGHTED, "/weighted/f1"),
          entry(Metric.PRECISION_MACRO, "/macro/precision"),
          entry(Metric.RECALL_MACRO, "/macro/recall"),
          entry(Metric.ROC_AUC_OVO, "/roc_auc_ovo_macro"),
          entry(Metric.ROC_AUC_OVO_WEIGHTED, "/roc_auc_ovo_weighted"),
          entry(Metric.ROC_AUC_OVR, "/roc_auc_ovr_macro"),
          entry(Metric.ROC_AUC_OVR_WEIGHTED, "/roc_auc_ovr_weighted"),
          entry(Metric.TOP_3, "/top_3"),
          entry(Metric.TOP_5, "/top_5"),
          entry(Metric.BALANCED_ACCURACY, "/balanced_accuracy"),
          entry(Metric.COHEN_KAPPA, "/cohen_kappa"),
          entry(Metric.MATTHEWS, "/matthews"),
          entry(Metric.BRIER, "/brier"),
          entry(Metric.CALIBRATION_ERROR, "/calibration_error"),
          entry(Metric.MAX_CALIBRATION_ERROR, "/max_calibration_error"));

  @Test
  void everyMetricIsComputedInItsOrderAndHasAGoldenNumber() throws IOException {
    Golden golden = named("ten classes");
    Map<String, Double> values = Metrics.of(golden.predictions());
    List<Metric> metrics = Metric.ofAnEvaluation().stream().filter(metric -> metric != Metric.LOSS).toList();
    assertEquals(metrics.stream().map(Metric::key).toList(), List.copyOf(values.keySet()));
    assertEquals(Set.copyOf(metrics), GOLDEN.keySet());
    for (Metric metric : metrics) {
      golden.check(GOLDEN.get(metric), values.get(metric.key()));
    }
  }

  @Test
  void leavesOutWhatIsUndefinedOrSaysNothing() throws IOException {
    Map<String, Double> metrics = Metrics.of(named("one class only, always right").predictions());
    assertEquals(
        List.of(
            "accuracy",
            "log_loss",
            "f1_micro",
            "f1_macro",
            "f1_weighted",
            "precision_macro",
            "recall_macro",
            "balanced_accuracy",
            "matthews",
            "brier",
            "calibration_error",
            "max_calibration_error"),
        List.copyOf(metrics.keySet()));
  }

  private static Golden named(String name) throws IOException {
    return Golden.cases().filter(golden -> golden.toString().equals(name)).findFirst().orElseThrow();
  }
}
