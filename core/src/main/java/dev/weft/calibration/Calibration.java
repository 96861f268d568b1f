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
   * The same of two classes: half the distance from 1 to the next float. One output gives the first class {@code 1 -
   * p}, which has no smaller value but 0.
   */
  double LEAST_OF_TWO = Math.ulp(1f) / 2;

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
    for (int i = 0; i < predictions.size(); i++) {
      System.arraycopy(apply(predictions.probabilities(i)), 0, calibrated, i * classes, classes);
    }
    return new Predictions(predictions.images(), predictions.labels(), calibrated, classes, predictions.epsilon());
  }

  /** The logarithms of probabilities. */
  static double[] logarithms(double[] probabilities) {
    double least = probabilities.length == 2 ? LEAST_OF_TWO : LEAST;
    double[] logarithms = new double[probabilities.length];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] = Math.log(Math.max(least, probabilities[i]));
    }
    return logarithms;
  }

  /** The logarithms of the probabilities of each image. */
  static double[][] logarithms(Predictions predictions) {
    double[][] logarithms = new double[predictions.size()][];
    Arrays.setAll(logarithms, i -> logarithms(predictions.probabilities(i)));
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
