package dev.weft.metrics;

import dev.weft.SplitMix64;
import java.util.Arrays;

/**
 * The expected calibration errors that a network has by chance although its probabilities hold: each image is right
 * with the probability of its predicted class, again and again. See Bröcker and Smith, <a
 * href="https://doi.org/10.1175/WAF993.1">Increasing the Reliability of Reliability Diagrams</a> (2007).
 *
 * @param low the 2.5 % quantile
 * @param high the 97.5 % quantile
 * @param p the share of draws that are at least as large as the network's own error, counting itself; 0 to 1
 */
public record ChanceError(double low, double high, double p) {
  private static final int DRAWS = 999;
  private static final double TAIL = 0.025;

  /** In {@link Reliability#BINS} of equal width; the same predictions and seed give the same draws. */
  public static ChanceError of(Predictions predictions, long seed) {
    int images = predictions.size();
    double[] confidence = new double[images];
    int[] bin = new int[images];
    for (int i = 0; i < images; i++) {
      confidence[i] = predictions.confidence(i);
      bin[i] = Reliability.bin(confidence[i], Reliability.BINS);
    }
    SplitMix64 random = SplitMix64.of(seed);
    double[] errors = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] gaps = new double[Reliability.BINS];
      for (int i = 0; i < images; i++) {
        gaps[bin[i]] += (random.nextDouble() < confidence[i] ? 1 : 0) - confidence[i];
      }
      errors[draw] = Arrays.stream(gaps).map(Math::abs).sum() / images;
    }
    Arrays.sort(errors);
    double own = Reliability.ofEqualWidth(predictions, Reliability.BINS).expectedError();
    long as = Arrays.stream(errors).filter(error -> error >= own).count();
    return new ChanceError(
        errors[(int) (TAIL * DRAWS)], errors[DRAWS - 1 - (int) (TAIL * DRAWS)], (1.0 + as) / (1 + DRAWS));
  }
}
