package dev.weft.metrics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mean over the images of {@code -ln p}, where p is the probability of the true class. It is 0 for a classifier
 * that is right and sure, and has no bound for one that is wrong and sure.
 *
 * <p>Probabilities are kept {@link Predictions#epsilon} away from 0 and 1. Rows that do not sum to 1 are taken as they
 * are. As scikit-learn's {@code log_loss} from version 1.5 on.
 */
public final class LogLoss {
  private LogLoss() {}

  /** Empty if a number is not in 0 to 1 and so no probability. */
  public static OptionalDouble of(Predictions predictions) {
    Optional<double[]> each = each(predictions);
    return each.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mean(each.get()));
  }

  /** Each image's {@code -ln p}; empty if a number is not in 0 to 1 and so no probability. */
  public static Optional<double[]> each(Predictions predictions) {
    for (double probability : predictions.probabilities()) {
      if (!(probability >= 0 && probability <= 1)) {
        return Optional.empty();
      }
    }
    double[] each = new double[predictions.size()];
    for (int i = 0; i < each.length; i++) {
      double probability = predictions.probability(i, predictions.labels()[i]);
      each[i] = -Math.log(Math.clamp(probability, predictions.epsilon(), 1 - predictions.epsilon()));
    }
    return Optional.of(each);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
