package dev.weft.diagnostics;

import dev.weft.run.Warning;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The network learned its training images by heart: since its best epoch the validation loss rose, while the training
 * loss fell.
 *
 * <p>It rose when its mean over the last three epochs (two, where only two came after the best) exceeds the best of n
 * epochs by more than {@code s (sqrt(2 ln n) + 2 / sqrt(3))}, where s is its noise from epoch to epoch. By the first
 * term the least of n values lies below their mean by chance alone; the second is two standard errors of the mean.
 *
 * <p>A rise of less than a twentieth changes little and gives no warning. Nor does a rise after a single epoch, or in
 * fewer than four in all. Simulated curves that fall to a plateau give none with normal noise of 0.5 % from epoch to
 * epoch. With 3 % at most one in twenty gives one.
 *
 * @param epochs how many were run
 * @param bestEpoch the one with the least validation loss, counted from 1
 * @param bestValLoss in that epoch
 * @param lateValLoss the mean over the last three epochs, or two
 * @param noise of the validation loss from epoch to epoch, a standard deviation
 * @param bestValAccuracy in the best epoch, from 0 to 1
 * @param lastValAccuracy in the last epoch
 * @param bestGap the validation loss less the training loss in the best epoch
 * @param lateGap the same over the last three epochs, or two
 */
public record Overfitting(
    int epochs,
    int bestEpoch,
    double bestValLoss,
    double lateValLoss,
    double noise,
    double bestValAccuracy,
    double lastValAccuracy,
    double bestGap,
    double lateGap)
    implements Warning {
  private static final int FEWEST = 4;
  private static final double LEAST_RISE = 0.05;
  private static final int LATE = 3;
  private static final double STANDARD_ERRORS = 2;

  /** Whether a training shows it; empty where there was no validation. */
  public static Optional<Overfitting> in(History history) {
    List<EpochResult> epochs = history.epochs();
    double[] loss = series(epochs, EpochResult::loss);
    double[] valLoss = series(epochs, EpochResult::valLoss);
    int best = History.best(epochs);
    int late = Math.min(LATE, valLoss.length - 1 - best);
    if (valLoss.length < FEWEST || late < 2 || best < 0) {
      return Optional.empty();
    }
    double noise = Curve.noise(valLoss);
    double lateValLoss = Curve.lastMean(valLoss, late);
    double rise = lateValLoss - valLoss[best];
    double chance = noise * (Math.sqrt(2 * Math.log(valLoss.length)) + STANDARD_ERRORS / Math.sqrt(late));
    boolean learned = Curve.lastMean(loss, late) < loss[best];
    if (!learned || !(rise > chance && rise > LEAST_RISE * Math.abs(valLoss[best]))) {
      return Optional.empty();
    }
    return Optional.of(
        new Overfitting(
            epochs.size(),
            best + 1,
            valLoss[best],
            lateValLoss,
            noise,
            epochs.get(best).valAccuracy(),
            history.last().valAccuracy(),
            valLoss[best] - loss[best],
            lateValLoss - Curve.lastMean(loss, late)));
  }

  static double[] series(List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }

  @Override
  public String name() {
    return "overfitting";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "overfitting: val_loss was best in epoch %d of %d (%.4f) and rose to %.4f since, while the training loss fell.",
        bestEpoch,
        epochs,
        bestValLoss,
        lateValLoss);
  }
}
