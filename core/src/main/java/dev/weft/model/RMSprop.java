package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.NoneIfZero;

/**
 * {@code v = rho * v + (1 - rho) g^2}, {@code w -= rate * g / sqrt(v + epsilon)}; centered: {@code v} less the squared
 * running mean of g; with momentum: {@code b = momentum * b + step}, {@code w -= b}.
 *
 * <p>By default rate 0.001, rho 0.9, no momentum, epsilon 1e-7, not centered (Hinton, 2012). See <a
 * href="https://keras.io/api/optimizers/rmsprop/">Keras</a>.
 */
public record RMSprop(
    Schedule learningRate,
    double rho,
    double momentum,
    double epsilon,
    boolean centered,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<RMSprop> {
  public RMSprop {
    Checks.fraction("RMSprop", "rho", rho);
    Checks.fraction("RMSprop", "momentum", momentum);
    Checks.notNegative("RMSprop", "epsilon", epsilon);
    Checks.notNegative("RMSprop", "weight_decay", weightDecay);
  }

  public static RMSprop of() {
    return new RMSprop(Schedule.of(0.001), 0.9, 0, 1e-7, false, 0, StepOptions.NONE);
  }

  public static RMSprop of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public RMSprop learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public RMSprop rho(double rho) {
    return Config.with(this, "rho", rho);
  }

  public RMSprop momentum(double momentum) {
    return Config.with(this, "momentum", momentum);
  }

  public RMSprop epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public RMSprop centered(boolean centered) {
    return Config.with(this, "centered", centered);
  }

  public RMSprop weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public RMSprop options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
