package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.config.NoneIfZero;

/**
 * {@code w -= rate * sign(beta1 * m + (1 - beta1) g)}, then {@code m = beta2 * m + (1 - beta2) g}: every weight moves
 * by the rate, which wants to be a third to a tenth of Adam's.
 *
 * <p>By default rate 0.001, beta1 0.9 (above 0), beta2 0.99 (Chen et al., 2023). See <a
 * href="https://keras.io/api/optimizers/lion/">Keras</a>.
 */
public record Lion(
    Schedule learningRate,
    @KerasName("beta_1") double beta1,
    @KerasName("beta_2") double beta2,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<Lion> {
  public Lion {
    Checks.fraction("Lion", "beta_1", beta1);
    if (beta1 == 0) {
      throw ConfigException.of("beta_1", "Lion: 'beta_1' must be above 0 and below 1; received 0.0.");
    }
    Checks.fraction("Lion", "beta_2", beta2);
    Checks.notNegative("Lion", "weight_decay", weightDecay);
  }

  public static Lion of() {
    return new Lion(Schedule.of(0.001), 0.9, 0.99, 0, StepOptions.NONE);
  }

  public static Lion of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Lion learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Lion beta1(double beta1) {
    return Config.with(this, "beta1", beta1);
  }

  public Lion beta2(double beta2) {
    return Config.with(this, "beta2", beta2);
  }

  public Lion weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Lion options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
