package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.Flattened;
import dev.weft.config.NoneIfZero;

/**
 * What any optimizer may do around its step. In files these are arguments of the optimizer. By default none of it.
 *
 * <p>The average of each weight is {@code a = momentum * a + (1 - momentum) * w} after each step, the weight itself
 * after the first. It takes the weights' place at the end of a training, and every so many steps where {@code
 * emaOverwriteFrequency} says so.
 *
 * <p>With gradient accumulation the gradients of several batches are averaged before they are clipped and used.
 * Schedules count batches then, and what is written of steps here counts the times that weights change.
 *
 * @param clipping a limit on gradients
 * @param useEma whether the exponential moving average of the weights is kept
 * @param emaMomentum from 0 to 1, by default 0.99
 * @param emaOverwriteFrequency after how many steps the weights become their average; 0 for never before the end
 * @param lossScaleFactor what the loss is multiplied by, and its gradients divided by; 0 for none. It keeps small
 *     gradients from vanishing and changes no more than roundings
 * @param gradientAccumulationSteps how many batches make a step, at least 2; 0 for one
 * @see <a href="https://keras.io/api/optimizers/">Keras</a>
 */
@Flattened
public record StepOptions(
    Clipping clipping,
    boolean useEma,
    double emaMomentum,
    @NoneIfZero int emaOverwriteFrequency,
    @NoneIfZero double lossScaleFactor,
    @NoneIfZero int gradientAccumulationSteps) {
  public static final StepOptions NONE = new StepOptions(Clipping.NONE, false, 0.99, 0, 0, 0);

  public StepOptions {
    if (!(emaMomentum >= 0 && emaMomentum <= 1)) {
      throw ConfigException.of("ema_momentum", "'ema_momentum' must be from 0 to 1; received " + emaMomentum + ".");
    }
    if (emaOverwriteFrequency < 0) {
      throw ConfigException.of(
          "ema_overwrite_frequency",
          "'ema_overwrite_frequency' must be at least 1, or null for none; received " + emaOverwriteFrequency + ".");
    }
    Checks.notNegative("an optimizer", "loss_scale_factor", lossScaleFactor);
    if (gradientAccumulationSteps < 0 || gradientAccumulationSteps == 1) {
      throw ConfigException.of(
          "gradient_accumulation_steps",
          "'gradient_accumulation_steps' must be at least 2, or null for none; received "
              + gradientAccumulationSteps
              + ".");
    }
  }

  public static StepOptions of() {
    return NONE;
  }

  /** How many batches make a step. */
  public int batches() {
    return Math.max(1, gradientAccumulationSteps);
  }

  public StepOptions clipping(Clipping clipping) {
    return Config.with(this, "clipping", clipping);
  }

  public StepOptions useEma(boolean useEma) {
    return Config.with(this, "useEma", useEma);
  }

  public StepOptions emaMomentum(double emaMomentum) {
    return Config.with(this, "emaMomentum", emaMomentum);
  }

  public StepOptions emaOverwriteFrequency(int emaOverwriteFrequency) {
    return Config.with(this, "emaOverwriteFrequency", emaOverwriteFrequency);
  }

  public StepOptions lossScaleFactor(double lossScaleFactor) {
    return Config.with(this, "lossScaleFactor", lossScaleFactor);
  }

  public StepOptions gradientAccumulationSteps(int gradientAccumulationSteps) {
    return Config.with(this, "gradientAccumulationSteps", gradientAccumulationSteps);
  }
}
