package dev.weft.experiment;

import dev.weft.kernel.Activations;
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
   * @param loss the model's
   */
  public static Scores of(Evaluation evaluation, Loss loss) {
    float[] probabilities = probabilities(evaluation.outputs(), evaluation.classes(), loss);
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
    if (count == 1) {
      return ofTwo(outputs, loss.fromLogits());
    }
    return loss.fromLogits() ? softmax(outputs, count) : outputs;
  }

  private static float[] ofTwo(float[] outputs, boolean scores) {
    float[] probabilities = new float[2 * outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      double second = scores ? 1 / (1 + Math.exp(-outputs[i])) : outputs[i];
      probabilities[2 * i] = (float) (1 - second);
      probabilities[2 * i + 1] = (float) second;
    }
    return probabilities;
  }

  private static float[] softmax(float[] scores, int classes) {
    float[] probabilities = new float[scores.length];
    Activations.softmax(scores, probabilities, classes, 0, scores.length / classes);
    return probabilities;
  }
}
