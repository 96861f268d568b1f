package dev.weft.run;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Metrics;
import dev.weft.metrics.Predictions;
import dev.weft.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model's predictions on some images are worth.
 *
 * @param metrics by name, accuracy and loss first
 * @param seconds that the predictions took
 */
public record Scores(Predictions predictions, ConfusionMatrix confusion, Map<String, Double> metrics, double seconds) {
  /**
   * Those of an evaluation; where its outputs are scores, they go into the metrics as they are, and those of
   * probabilities are left out.
   */
  public static Scores of(Evaluation evaluation) {
    Predictions predictions = evaluation.predictions();
    Map<String, Double> all = Metrics.of(predictions);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(Metric.ACCURACY.key(), Metric.ACCURACY.in(all));
    metrics.put(Metric.LOSS.key(), evaluation.loss());
    all.forEach(metrics::putIfAbsent);
    if (evaluation.meaning().areScores()) {
      Metric.OF_PROBABILITIES.forEach(metric -> metrics.remove(metric.key()));
    }
    return new Scores(predictions, ConfusionMatrix.of(predictions), metrics, evaluation.seconds());
  }

  /** All but one of the metrics. */
  public Scores without(Metric metric) {
    Map<String, Double> others = new LinkedHashMap<>(metrics);
    others.remove(metric.key());
    return new Scores(predictions, confusion, others, seconds);
  }
}
