package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.KerasName;
import dev.weft.config.NoneIfZero;

/**
 * {@code m += (g - m)(1 - beta1)}, {@code v += (g^2 - v)(1 - beta2)}, {@code w -= rate * sqrt(1 - beta2^t) / (1 -
 * beta1^t) * m / (sqrt(v) + epsilon)}; with {@code amsgrad} the largest v so far takes the place of v.
 *
 * <p>By default rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7, without amsgrad (Kingma and Ba, 2014; Reddi et al.,
 * 2018). See <a href="https://keras.io/api/optimizers/adam/">Keras</a>.
 */
public record Adam(
    Schedule learningRate,
    @KerasName("beta_1") double beta1,
    @KerasName("beta_2") double beta2,
    double epsilon,
    boolean amsgrad,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<Adam> {
  public Adam {
    Checks.fraction("Adam", "beta_1", beta1);
    Checks.fraction("Adam", "beta_2", beta2);
    Checks.notNegative("Adam", "epsilon", epsilon);
    Checks.notNegative("Adam", "weight_decay", weightDecay);
  }

  public static Adam of() {
    return new Adam(Schedule.of(0.001), 0.9, 0.999, 1e-7, false, 0, StepOptions.NONE);
  }

  public static Adam of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Adam learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Adam beta1(double beta1) {
    return Config.with(this, "beta1", beta1);
  }

  public Adam beta2(double beta2) {
    return Config.with(this, "beta2", beta2);
  }

  public Adam epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public Adam amsgrad(boolean amsgrad) {
    return Config.with(this, "amsgrad", amsgrad);
  }

  public Adam weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Adam options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
