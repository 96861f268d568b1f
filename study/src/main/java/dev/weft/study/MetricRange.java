package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.statistics.Interval;
import java.util.Optional;

/** Where a metric can lie. */
final class MetricRange {
  private MetricRange() {}

  /**
   * The part of an interval in which the metric can lie: Student's ends beyond it where few values differ much. Empty
   * where that is all values that the metric can have, so that it says nothing.
   */
  static Optional<Interval> within(Interval interval, Metric metric) {
    return interval.low() <= metric.least() && interval.high() >= metric.most()
        ? Optional.empty()
        : Optional.of(
            new Interval(
                Math.clamp(interval.low(), metric.least(), metric.most()),
                Math.clamp(interval.high(), metric.least(), metric.most())));
  }
}
