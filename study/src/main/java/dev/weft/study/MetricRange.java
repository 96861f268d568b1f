package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.statistics.Interval;

/** Where a metric can lie. */
final class MetricRange {
  private MetricRange() {}

  /** The part of an interval in which the metric can lie: Student's ends beyond it where few values differ much. */
  static Interval within(Interval interval, Metric metric) {
    return new Interval(
        Math.clamp(interval.low(), metric.least(), metric.most()),
        Math.clamp(interval.high(), metric.least(), metric.most()));
  }
}
