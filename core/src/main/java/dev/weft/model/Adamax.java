package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.KerasName;
import dev.weft.config.NoneIfZero;

/**
 * {@code m += (g - m)(1 - beta1)}, {@code u = max(beta2 * u, |g|)}, {@code w -= rate / (1 - beta1^t) * m / (u +
 * epsilon)}.
 *
 * <p>By default rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7 (Kingma and Ba, 2014, section 7.1). See <a
 * href="https://keras.io/api/optimizers/adamax/">Keras</a>.
 */
public record Adamax(
    Schedule learningRate,
    @KerasName("beta_1") double beta1,
    @KerasName("beta_2") double beta2,
    double epsilon,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<Adamax> {
  public Adamax {
    Checks.fraction("Adamax", "beta_1", beta1);
    Checks.fraction("Adamax", "beta_2", beta2);
    Checks.notNegative("Adamax", "epsilon", epsilon);
    Checks.notNegative("Adamax", "weight_decay", weightDecay);
  }

  public static Adamax of() {
    return new Adamax(Schedule.of(0.001), 0.9, 0.999, 1e-7, 0, StepOptions.NONE);
  }

  public static Adamax of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Adamax learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Adamax beta1(double beta1) {
    return Config.with(this, "beta1", beta1);
  }

  public Adamax beta2(double beta2) {
    return Config.with(this, "beta2", beta2);
  }

  public Adamax epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public Adamax weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Adamax options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
