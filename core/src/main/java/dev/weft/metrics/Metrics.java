package dev.weft.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The numbers that are reported of every evaluation. */
public final class Metrics {
  private Metrics() {}

  /**
   * All metrics by name, in the order in which they are reported; one that is undefined for these predictions, or that
   * says nothing, such as the top 5 of 5 classes, is left out.
   */
  public static Map<String, Double> of(Predictions predictions) {
    ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
    RocAuc rocAuc = RocAuc.of(predictions);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", matrix.accuracy());
    put(metrics, "log_loss", LogLoss.of(predictions));
    metrics.put("f1_micro", matrix.f1(Average.MICRO));
    metrics.put("f1_macro", matrix.f1(Average.MACRO));
    metrics.put("f1_weighted", matrix.f1(Average.WEIGHTED));
    metrics.put("precision_macro", matrix.precision(Average.MACRO));
    metrics.put("recall_macro", matrix.recall(Average.MACRO));
    put(metrics, "roc_auc_ovo", rocAuc.oneVsOne(Average.MACRO));
    put(metrics, "roc_auc_ovo_weighted", rocAuc.oneVsOne(Average.WEIGHTED));
    put(metrics, "roc_auc_ovr", rocAuc.oneVsRest(Average.MACRO));
    put(metrics, "roc_auc_ovr_weighted", rocAuc.oneVsRest(Average.WEIGHTED));
    for (int k = 3; k <= 5 && k < predictions.classes(); k += 2) {
      metrics.put("top_" + k, TopK.of(predictions, k));
    }
    metrics.put("balanced_accuracy", BalancedAccuracy.of(matrix));
    put(metrics, "cohen_kappa", CohenKappa.of(matrix));
    metrics.put("matthews", Matthews.of(matrix));
    return Collections.unmodifiableMap(metrics);
  }

  private static void put(Map<String, Double> metrics, String name, OptionalDouble value) {
    value.ifPresent(defined -> metrics.put(name, defined));
  }
}
