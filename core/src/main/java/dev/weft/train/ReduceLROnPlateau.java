package dev.weft.train;

import dev.weft.model.Schedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/**
 * Multiplies the learning rate by {@code factor} when a figure has not improved for {@code patience} epochs, and then
 * does not count for {@code cooldown} epochs. As in Keras, the optimizer's learning rate must be a number, no schedule.
 * See <a href="https://keras.io/api/callbacks/reduce_lr_on_plateau/">Keras</a>.
 */
public final class ReduceLROnPlateau implements Callback {
  private final Watch watch;
  private final double factor;
  private final int patience;
  private final int cooldown;
  private final double minLr;
  private double best;
  private int waited;
  private int cooling;

  /** NaN while it was never reduced. */
  private double reduced;

  /**
   * @param factor 0 or more, below 1
   * @param patience epochs without improvement that are borne, 0 or more
   * @param cooldown epochs after a reduction that do not count, 0 or more
   * @param minLr below which the learning rate is not reduced, 0 or more
   */
  public ReduceLROnPlateau(Watch watch, double factor, int patience, int cooldown, double minLr) {
    check(factor, patience, cooldown, minLr);
    this.watch = watch;
    this.factor = factor;
    this.patience = patience;
    this.cooldown = cooldown;
    this.minLr = minLr;
  }

  /** With Keras's defaults: a tenth after ten epochs in which val_loss was not better by more than 0.0001. */
  public ReduceLROnPlateau() {
    this(Watch.of(Monitor.VAL_LOSS, 1e-4), 0.1, 10, 0, 0);
  }

  /**
   * @throws IllegalArgumentException if one of them is out of its range
   */
  public static void check(double factor, int patience, int cooldown, double minLr) {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException("'factor' must be 0 or more and below 1; received " + factor + ".");
    }
    if (patience < 0 || cooldown < 0 || !(minLr >= 0 && minLr < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'patience', 'cooldown' and 'min_lr' must be finite and 0 or more; received %d, %d and %s.",
              patience,
              cooldown,
              minLr));
    }
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    watch.monitor().check(fit);
    if (!(model.optimizer().learningRate() instanceof Schedule.Constant)) {
      throw new IllegalArgumentException(
          "only a constant learning rate can be reduced on a plateau; received a schedule, "
              + model.optimizer().learningRate()
              + "; give a number or leave out one of the two.");
    }
    best = watch.worst();
    waited = 0;
    cooling = 0;
    reduced = Double.NaN;
  }

  @Override
  public double learningRate(int epoch, long step, double scheduled) {
    return Double.isNaN(reduced) ? scheduled : reduced;
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    double value = watch.monitor().of(result);
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    if (watch.improves(value, best)) {
      best = value;
      waited = 0;
    } else if (cooling == 0) {
      waited++;
      if (waited >= patience && result.learningRate() > minLr) {
        reduced = Math.max(result.learningRate() * factor, minLr);
        cooling = cooldown;
        waited = 0;
      }
    }
    return Verdict.CONTINUE;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(best);
    out.writeInt(waited);
    out.writeInt(cooling);
    out.writeDouble(reduced);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    best = in.readDouble();
    waited = in.readInt();
    cooling = in.readInt();
    reduced = in.readDouble();
  }
}
