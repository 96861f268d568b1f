package dev.weft.calibration;

import dev.weft.metrics.Predictions;
import java.util.Arrays;

/**
 * What makes a network's probabilities as large as the share of images on which they hold. It is learned from images
 * that the network did not learn, and applied to the logarithms z of the probabilities: {@code softmax(g(z))}.
 */
public sealed interface Calibration permits Temperature, VectorScaling {
  /** Logarithms of smaller probabilities are taken as that of this one: the least normal float. */
  double LEAST = Float.MIN_NORMAL;

  /**
   * The calibrated probabilities of one image.
   *
   * @param probabilities (classes), 0 to 1
   * @return (classes), which sum to 1
   */
  double[] apply(double[] probabilities);

  /** The same of every image. */
  default Predictions apply(Predictions predictions) {
    int classes = predictions.classes();
    double[] calibrated = new double[predictions.probabilities().length];
    double[] row = new double[classes];
    for (int i = 0; i < predictions.size(); i++) {
      System.arraycopy(predictions.probabilities(), i * classes, row, 0, classes);
      System.arraycopy(apply(row), 0, calibrated, i * classes, classes);
    }
    return new Predictions(predictions.images(), predictions.labels(), calibrated, classes, predictions.epsilon());
  }

  /** The logarithms of probabilities. */
  static double[] logarithms(double[] probabilities) {
    double[] logarithms = new double[probabilities.length];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] = Math.log(Math.max(LEAST, probabilities[i]));
    }
    return logarithms;
  }

  /** The logarithms of the probabilities of each image. */
  static double[][] logarithms(Predictions predictions) {
    int classes = predictions.classes();
    double[][] logarithms = new double[predictions.size()][];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] = logarithms(Arrays.copyOfRange(predictions.probabilities(), i * classes, (i + 1) * classes));
    }
    return logarithms;
  }

  /** Makes scores their softmax, in place, and returns the logarithm of the sum of their exponentials. */
  static double softmax(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.exp(scores[i] - largest);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
    return largest + Math.log(sum);
  }
}
