package dev.weft.study;

import dev.weft.statistics.Interval;
import java.util.List;

/** Where a metric can lie. */
final class MetricRange {
  private static final List<String> SHARES =
      List.of("accuracy", "best_accuracy", "balanced_accuracy", "f1_", "precision_", "recall_", "roc_auc_", "top_");
  private static final List<String> CORRELATIONS = List.of("cohen_kappa", "matthews");

  private MetricRange() {}

  /** The part of an interval in which the metric can lie: Student's ends beyond it where few values differ much. */
  static Interval within(Interval interval, String metric) {
    if (SHARES.stream().anyMatch(metric::startsWith)) {
      return within(interval, 0, 1);
    }
    if (CORRELATIONS.contains(metric)) {
      return within(interval, -1, 1);
    }
    return metric.equals("log_loss") ? within(interval, 0, Double.POSITIVE_INFINITY) : interval;
  }

  private static Interval within(Interval interval, double least, double most) {
    return new Interval(Math.clamp(interval.low(), least, most), Math.clamp(interval.high(), least, most));
  }
}
