package dev.weft.explain.labels;

import dev.weft.metrics.Predictions;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which labels are probably wrong, by the predictions of networks that did not learn the images. */
public final class ConfidentLearning {
  private final Predictions predictions;
  private final ConfidentJoint joint;
  private final NoiseModel noise;
  private final double[] logOdds;
  private final int[] order;
  private final int probable;

  private ConfidentLearning(Predictions predictions) {
    this.predictions = predictions;
    joint = ConfidentJoint.of(predictions);
    noise = NoiseModel.of(predictions, joint);
    logOdds = IntStream.range(0, predictions.size()).mapToDouble(i -> noise.logOdds(predictions, i)).toArray();
    order =
        IntStream.range(0, predictions.size())
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> logOdds[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    probable = (int) Math.round(IntStream.range(0, predictions.size()).mapToDouble(this::wrong).sum());
  }

  /**
   * Judges all labels.
   *
   * @param predictions with the labels that are given
   */
  public static ConfidentLearning of(Predictions predictions) {
    return new ConfidentLearning(predictions);
  }

  public Predictions predictions() {
    return predictions;
  }

  public ConfidentJoint joint() {
    return joint;
  }

  /** How sure networks are made that learned wrong labels: see {@link NoiseModel}. */
  public double temperature() {
    return noise.temperature().value();
  }

  /** How many labels are probably wrong: the sum of the probabilities. */
  public int probable() {
    return probable;
  }

  /** All images, the likeliest wrong ones first; of equally likely ones the first. */
  public int[] order() {
    return order.clone();
  }

  /** The logarithm of how many times as likely image i's label is wrong as right; it ranks the images. */
  public double logOdds(int i) {
    return logOdds[i];
  }

  /** The probability that image i's label is wrong, by Bayes' rule. */
  public double wrong(int i) {
    return 1 / (1 + Math.exp(-logOdds[i]));
  }

  /** The probability of image i's label less that of the most probable other class: -1 to 1. */
  public double margin(int i) {
    return predictions.probability(i, predictions.labels()[i]) - predictions.probability(i, suggested(i));
  }

  /** The most probable class of image i but its label. */
  public int suggested(int i) {
    int label = predictions.labels()[i];
    int best = label == 0 ? 1 : 0;
    for (int c = 0; c < predictions.classes(); c++) {
      if (c != label && predictions.probability(i, c) > predictions.probability(i, best)) {
        best = c;
      }
    }
    return best;
  }

  /** How many of other images, whose labels are taken as right, look as wrong as the least of the probable errors. */
  long falseAlarms(Predictions others) {
    double least = logOdds[order[probable - 1]];
    return IntStream.range(0, others.size()).filter(i -> noise.logOdds(others, i) >= least).count();
  }
}
