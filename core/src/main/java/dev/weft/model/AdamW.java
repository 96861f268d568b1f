package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.KerasName;

/**
 * {@link Adam} with weight decay {@code w -= w * decay * rate} before each step.
 *
 * <p>By default weight decay 0.004, the rest as Adam (Loshchilov and Hutter, 2017). See <a
 * href="https://keras.io/api/optimizers/adamw/">Keras</a>.
 */
public record AdamW(
    Schedule learningRate,
    @KerasName("beta_1") double beta1,
    @KerasName("beta_2") double beta2,
    double epsilon,
    boolean amsgrad,
    double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<AdamW> {
  public AdamW {
    Checks.fraction("AdamW", "beta_1", beta1);
    Checks.fraction("AdamW", "beta_2", beta2);
    Checks.notNegative("AdamW", "epsilon", epsilon);
    Checks.notNegative("AdamW", "weight_decay", weightDecay);
  }

  public static AdamW of() {
    return new AdamW(Schedule.of(0.001), 0.9, 0.999, 1e-7, false, 0.004, StepOptions.NONE);
  }

  public static AdamW of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public AdamW learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public AdamW beta1(double beta1) {
    return Config.with(this, "beta1", beta1);
  }

  public AdamW beta2(double beta2) {
    return Config.with(this, "beta2", beta2);
  }

  public AdamW epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public AdamW amsgrad(boolean amsgrad) {
    return Config.with(this, "amsgrad", amsgrad);
  }

  public AdamW weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public AdamW options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
