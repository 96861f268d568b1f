package dev.weft.calibration;

import dev.weft.SplitMix64;
import dev.weft.metrics.Predictions;

/** Made-up predictions of a network that is too sure. */
final class TooSure {
  static final int CLASSES = 5;

  private TooSure() {}

  /**
   * @param skill how much larger the score of the true class is, in standard deviations
   */
  static Predictions predictions(long seed, int images, double skill) {
    return predictions(SplitMix64.of(seed), images, skill);
  }

  static Predictions predictions(SplitMix64 random, int images, double skill) {
    int[] labels = new int[images];
    double[] probabilities = new double[images * CLASSES];
    for (int i = 0; i < images; i++) {
      labels[i] = random.nextInt(CLASSES);
      double[] scores = new double[CLASSES];
      for (int label = 0; label < CLASSES; label++) {
        scores[label] = 3 * (random.nextGaussian() + (label == labels[i] ? skill : 0));
      }
      Calibration.softmax(scores);
      System.arraycopy(scores, 0, probabilities, i * CLASSES, CLASSES);
    }
    return Predictions.of(labels, probabilities, CLASSES);
  }
}
