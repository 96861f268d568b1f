package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.KerasName;
import dev.weft.config.NoneIfZero;

/**
 * {@link Adam} with Nesterov's momentum, its strength rising by {@code u_t = beta1 * (1 - 0.5 * 0.96^t)}: {@code w -=
 * rate * (u_(t+1) m / (1 - prod_(i<=t+1) u_i) + (1 - u_t) g / (1 - prod_(i<=t) u_i)) / (sqrt(v / (1 - beta2^t)) +
 * epsilon)}.
 *
 * <p>By default rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7 (Dozat, 2016). See <a
 * href="https://keras.io/api/optimizers/nadam/">Keras</a>.
 */
public record Nadam(
    Schedule learningRate,
    @KerasName("beta_1") double beta1,
    @KerasName("beta_2") double beta2,
    double epsilon,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<Nadam> {
  public Nadam {
    Checks.fraction("Nadam", "beta_1", beta1);
    Checks.fraction("Nadam", "beta_2", beta2);
    Checks.notNegative("Nadam", "epsilon", epsilon);
    Checks.notNegative("Nadam", "weight_decay", weightDecay);
  }

  public static Nadam of() {
    return new Nadam(Schedule.of(0.001), 0.9, 0.999, 1e-7, 0, StepOptions.NONE);
  }

  public static Nadam of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Nadam learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Nadam beta1(double beta1) {
    return Config.with(this, "beta1", beta1);
  }

  public Nadam beta2(double beta2) {
    return Config.with(this, "beta2", beta2);
  }

  public Nadam epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public Nadam weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Nadam options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
