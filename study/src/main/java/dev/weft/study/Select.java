package dev.weft.study;

import dev.weft.config.ConfigException;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import java.util.List;

/**
 * How a winner is chosen: by the best mean of a metric on images that no network learnt from. By default accuracy.
 *
 * @param metric the {@link Metric#key} of one that an evaluation gives
 * @param on {@code validation}
 */
public record Select(String metric, String on) {
  static final List<String> METRICS = Metric.ofAnEvaluation().stream().map(Metric::key).toList();

  public Select {
    if (!METRICS.contains(metric)) {
      throw ConfigException.of(
          "metric", "'metric' must be one of " + String.join(", ", METRICS) + "; received '" + metric + "'.");
    }
    if (on.equals(DataPart.TEST.word())) {
      throw ConfigException.of(
          "on",
          "'on' must be validation, received test: a winner chosen on the test set looks better than it is, as the test"
              + " has then helped to choose; validate on a part of the training images and leave the test for the"
              + " end.");
    }
    if (!on.equals(DataPart.VALIDATION.word())) {
      throw ConfigException.of("on", "'on' must be validation; received '" + on + "'.");
    }
  }

  public static Select of() {
    return new Select(Metric.ACCURACY.key(), DataPart.VALIDATION.word());
  }

  /** What {@link #metric} names. */
  public Metric by() {
    return Metric.named(metric).orElseThrow();
  }
}
