package dev.weft.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The numbers that are reported of every evaluation. */
public final class Metrics {
  private Metrics() {}

  /**
   * All metrics by name, in the order in which they are reported. A metric is left out if it is undefined for these
   * predictions or says nothing, such as the top 5 of 5 classes.
   */
  public static Map<String, Double> of(Predictions predictions) {
    ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
    RocAuc rocAuc = RocAuc.of(predictions);
    Map<String, Double> metrics = new LinkedHashMap<>();
    put(metrics, Metric.ACCURACY, matrix.accuracy());
    put(metrics, Metric.LOG_LOSS, LogLoss.of(predictions));
    put(metrics, Metric.F1_MICRO, matrix.f1(Average.MICRO));
    put(metrics, Metric.F1_MACRO, matrix.f1(Average.MACRO));
    put(metrics, Metric.F1_WEIGHTED, matrix.f1(Average.WEIGHTED));
    put(metrics, Metric.PRECISION_MACRO, matrix.precision(Average.MACRO));
    put(metrics, Metric.RECALL_MACRO, matrix.recall(Average.MACRO));
    put(metrics, Metric.ROC_AUC_OVO, rocAuc.oneVsOne(Average.MACRO));
    put(metrics, Metric.ROC_AUC_OVO_WEIGHTED, rocAuc.oneVsOne(Average.WEIGHTED));
    put(metrics, Metric.ROC_AUC_OVR, rocAuc.oneVsRest(Average.MACRO));
    put(metrics, Metric.ROC_AUC_OVR_WEIGHTED, rocAuc.oneVsRest(Average.WEIGHTED));
    if (predictions.classes() > 3) {
      put(metrics, Metric.TOP_3, TopK.of(predictions, 3));
    }
    if (predictions.classes() > 5) {
      put(metrics, Metric.TOP_5, TopK.of(predictions, 5));
    }
    put(metrics, Metric.BALANCED_ACCURACY, BalancedAccuracy.of(matrix));
    put(metrics, Metric.COHEN_KAPPA, CohenKappa.of(matrix));
    put(metrics, Metric.MATTHEWS, Matthews.of(matrix));
    ofProbabilities(predictions).forEach(metrics::putIfAbsent);
    return Collections.unmodifiableMap(metrics);
  }

  /** Those of {@link Metric#OF_PROBABILITIES} by name; none where a number is not in 0 to 1. */
  public static Map<String, Double> ofProbabilities(Predictions predictions) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    LogLoss.of(predictions)
        .ifPresent(loss -> {
          Reliability reliability = Reliability.ofEqualWidth(predictions, Reliability.BINS);
          put(metrics, Metric.LOG_LOSS, loss);
          put(metrics, Metric.BRIER, BrierScore.mean(predictions));
          put(metrics, Metric.CALIBRATION_ERROR, reliability.expectedError());
          put(metrics, Metric.MAX_CALIBRATION_ERROR, reliability.maximumError());
        });
    return metrics;
  }

  private static void put(Map<String, Double> metrics, Metric metric, double value) {
    metrics.put(metric.key(), value);
  }

  private static void put(Map<String, Double> metrics, Metric metric, OptionalDouble value) {
    value.ifPresent(defined -> metrics.put(metric.key(), defined));
  }
}
