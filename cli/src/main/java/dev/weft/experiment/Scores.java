package dev.weft.experiment;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metrics;
import dev.weft.metrics.Predictions;
import dev.weft.nn.Loss;
import dev.weft.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model's predictions on some pictures are worth.
 *
 * @param metrics by name, accuracy and loss first
 * @param seconds that the predictions took
 */
public record Scores(Predictions predictions, ConfusionMatrix confusion, Map<String, Double> metrics, double seconds) {
  /**
   * @param loss the model's; where it takes scores, a softmax makes probabilities of them
   */
  public static Scores of(Evaluation evaluation, Loss loss) {
    float[] outputs = evaluation.outputs();
    Predictions predictions =
        Predictions.of(
            evaluation.labels(),
            loss.fromLogits() ? softmax(outputs, evaluation.classes()) : outputs,
            evaluation.classes());
    Map<String, Double> all = Metrics.of(predictions);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", all.get("accuracy"));
    metrics.put("loss", evaluation.loss());
    all.forEach(metrics::putIfAbsent);
    return new Scores(predictions, ConfusionMatrix.of(predictions), metrics, evaluation.seconds());
  }

  /** Scores to probabilities; both (pictures, classes). */
  public static float[] softmax(float[] scores, int classes) {
    float[] probabilities = new float[scores.length];
    for (int row = 0; row < scores.length; row += classes) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + classes; i++) {
        most = Math.max(most, scores[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        sum += Math.exp(scores[i] - most);
      }
      for (int i = row; i < row + classes; i++) {
        probabilities[i] = (float) (Math.exp(scores[i] - most) / sum);
      }
    }
    return probabilities;
  }
}
