package dev.weft.diagnostics;

import dev.weft.Decimal;
import dev.weft.run.Warning;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The training loss did not move: over all epochs, two or more, by less than a thousandth of what it was in the first.
 *
 * @param epochs how many were run
 * @param firstLoss in the first epoch
 * @param lastLoss in the last epoch
 * @param learningRate of the last step
 */
public record LossStill(int epochs, double firstLoss, double lastLoss, double learningRate) implements Warning {
  private static final double LEAST = 0.001;

  static Optional<Warning> in(History history) {
    double[] loss = Overfitting.series(history.epochs(), EpochResult::loss);
    double least = Arrays.stream(loss).min().orElseThrow();
    double most = Arrays.stream(loss).max().orElseThrow();
    return loss.length > 1 && most - least < LEAST * Math.abs(loss[0])
        ? Optional.of(new LossStill(loss.length, loss[0], loss[loss.length - 1], history.last().learningRate()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return "loss_still";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "the training loss did not move in %d epochs (%.4f, at last %.4f); is the learning rate, %s, too small or too"
            + " large?",
        epochs,
        firstLoss,
        lastLoss,
        Decimal.text(learningRate, 3));
  }
}
