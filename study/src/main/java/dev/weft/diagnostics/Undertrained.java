package dev.weft.diagnostics;

import dev.weft.run.Warning;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The training ended while the network was still getting better.
 *
 * <p>Three things hold then. The last of n epochs has the least validation loss. The line through the last n / 4 (at
 * least three, at most ten) falls by more than three standard errors of its slope, {@code s / sqrt(sum of (t - mean
 * t)^2)}, where s is the noise from epoch to epoch. A quarter of the epochs more at this pace would take more than a
 * hundredth off the loss. With fewer than four epochs noise and a bend look alike, and there is no warning.
 *
 * @param epochs how many were run
 * @param valLoss in the last epoch, the least of all
 * @param slope by how much it fell with each of the last epochs, below 0
 * @param noise of the validation loss from epoch to epoch, a standard deviation
 */
public record Undertrained(int epochs, double valLoss, double slope, double noise) implements Warning {
  private static final int FEWEST = 4;
  private static final double STANDARD_ERRORS = 3;
  private static final double LEAST_GAIN = 0.01;

  /** Whether a training shows it; empty where there was no validation, or where a callback ended it. */
  public static Optional<Undertrained> in(History history) {
    double[] values = Overfitting.series(history.epochs(), EpochResult::valLoss);
    int n = values.length;
    if (n < FEWEST || history.outcome() != History.Outcome.COMPLETED || History.best(history.epochs()) != n - 1) {
      return Optional.empty();
    }
    double[] last = Arrays.copyOfRange(values, n - Math.clamp(n / 4, 3, 10), n);
    double noise = Curve.noise(values);
    double slope = slope(last);
    boolean falls = -slope > STANDARD_ERRORS * noise / Math.sqrt(squares(last.length));
    boolean matters = -slope * n / 4 > LEAST_GAIN * Math.abs(values[n - 1]);
    return falls && matters ? Optional.of(new Undertrained(n, values[n - 1], slope, noise)) : Optional.empty();
  }

  /** Of the line of least squares. */
  private static double slope(double[] values) {
    double sum = 0;
    for (int t = 0; t < values.length; t++) {
      sum += (t - (values.length - 1) / 2.0) * values[t];
    }
    return sum / squares(values.length);
  }

  /** The sum of (t - mean t)^2 over t from 0 to n - 1. */
  private static double squares(int n) {
    return n * ((double) n * n - 1) / 12;
  }

  @Override
  public String name() {
    return "undertrained";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "undertrained: the last of %d epochs is the best, and val_loss (%.4f) still falls by %.4f an epoch; train"
            + " longer.",
        epochs,
        valLoss,
        -slope);
  }
}
