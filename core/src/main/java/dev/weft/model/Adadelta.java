package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.NoneIfZero;

/**
 * {@code a = rho * a + (1 - rho) g^2}, {@code d = g * sqrt(u + epsilon) / sqrt(a + epsilon)}, {@code u = rho * u + (1 -
 * rho) d^2}, {@code w -= rate * d}.
 *
 * <p>By default rate 0.001, rho 0.95, epsilon 1e-7 (Zeiler, 2012). See <a
 * href="https://keras.io/api/optimizers/adadelta/">Keras</a>.
 */
public record Adadelta(
    Schedule learningRate, double rho, double epsilon, @NoneIfZero double weightDecay, StepOptions options)
    implements Optimizer, Optimizer.Copies<Adadelta> {
  public Adadelta {
    Checks.fraction("Adadelta", "rho", rho);
    Checks.notNegative("Adadelta", "epsilon", epsilon);
    Checks.notNegative("Adadelta", "weight_decay", weightDecay);
  }

  public static Adadelta of() {
    return new Adadelta(Schedule.of(0.001), 0.95, 1e-7, 0, StepOptions.NONE);
  }

  public static Adadelta of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Adadelta learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Adadelta rho(double rho) {
    return Config.with(this, "rho", rho);
  }

  public Adadelta epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public Adadelta weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Adadelta options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
