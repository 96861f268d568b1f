package dev.weft.train;

import dev.weft.metrics.Predictions;
import dev.weft.model.Outputs;

/**
 * A model on labelled images.
 *
 * @param loss the mean over the images, plus the penalty of the regularizers, as in training
 * @param accuracy from 0 to 1
 * @param labels (images)
 * @param outputs (images, classes), as they leave the network
 * @param classes the number of outputs; 1 where one output tells two classes apart
 * @param meaning what the outputs say of each class
 * @param seconds that it took
 */
public record Evaluation(
    double loss, double accuracy, int[] labels, float[] outputs, int classes, Outputs meaning, double seconds) {
  /**
   * What the outputs say of each class: probabilities where the network or its loss makes them, otherwise the scores as
   * they are; {@link Outputs#perClass}.
   *
   * @return (images, classes), with two classes where there is one output
   */
  public float[] perClass() {
    return meaning.perClass(outputs, classes);
  }

  /** {@link #perClass} beside the labels. */
  public Predictions predictions() {
    float[] perClass = perClass();
    return Predictions.of(labels, perClass, perClass.length / labels.length);
  }
}
