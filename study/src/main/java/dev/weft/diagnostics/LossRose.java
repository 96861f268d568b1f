package dev.weft.diagnostics;

import dev.weft.run.Warning;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.util.Locale;
import java.util.Optional;

/**
 * The training loss was least in the first epoch, and ended a twentieth above that or more: the training made the
 * network worse.
 *
 * @param epochs how many were run, 2 or more
 * @param firstLoss in the first epoch
 * @param lastLoss in the last epoch
 */
public record LossRose(int epochs, double firstLoss, double lastLoss) implements Warning {
  private static final double LEAST_RISE = 0.05;

  static Optional<Warning> in(History history) {
    double[] loss = Overfitting.series(history.epochs(), EpochResult::loss);
    double first = loss[0];
    double last = loss[loss.length - 1];
    boolean rose = loss.length > 1 && Curve.least(loss) == 0 && last - first > LEAST_RISE * Math.abs(first);
    return rose ? Optional.of(new LossRose(loss.length, first, last)) : Optional.empty();
  }

  @Override
  public String name() {
    return "loss_rose";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "the training loss rose from the first epoch on, from %.4g to %.4g in %d epochs; try a smaller learning rate.",
        firstLoss,
        lastLoss,
        epochs);
  }
}
