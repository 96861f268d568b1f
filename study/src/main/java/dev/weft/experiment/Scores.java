package dev.weft.experiment;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metrics;
import dev.weft.metrics.Predictions;
import dev.weft.nn.Loss;
import dev.weft.nn.Outputs;
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
   * @param outputs what the model's outputs say; scores go into the metrics as they are
   */
  public static Scores of(Evaluation evaluation, Outputs outputs) {
    float[] probabilities = outputs.perClass(evaluation.outputs(), evaluation.classes());
    int classes = probabilities.length / evaluation.labels().length;
    Predictions predictions = Predictions.of(evaluation.labels(), probabilities, classes);
    Map<String, Double> all = Metrics.of(predictions);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", all.get("accuracy"));
    metrics.put("loss", evaluation.loss());
    all.forEach(metrics::putIfAbsent);
    return new Scores(predictions, ConfusionMatrix.of(predictions), metrics, evaluation.seconds());
  }

  /**
   * What a network's outputs say of each class: themselves, or their softmax where the loss takes scores. A single
   * output is the probability, or the score, of the second of two classes.
   *
   * @param outputs (pictures, count)
   * @return (pictures, classes)
   */
  public static float[] probabilities(float[] outputs, int count, Loss loss) {
    return (loss.fromLogits() ? Outputs.LOGITS : Outputs.PROBABILITIES).perClass(outputs, count);
  }
}
