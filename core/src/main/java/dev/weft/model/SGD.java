package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.NoneIfZero;

/**
 * {@code w -= rate * g}; with momentum {@code v = momentum * v - rate * g} and {@code w += v}, or Nesterov's {@code w
 * += momentum * v - rate * g}.
 *
 * <p>By default rate 0.01, no momentum, not Nesterov's (Sutskever et al., 2013). See <a
 * href="https://keras.io/api/optimizers/sgd/">Keras</a>.
 */
public record SGD(
    Schedule learningRate, double momentum, boolean nesterov, @NoneIfZero double weightDecay, StepOptions options)
    implements Optimizer, Optimizer.Copies<SGD> {
  public SGD {
    Checks.fraction("SGD", "momentum", momentum);
    Checks.notNegative("SGD", "weight_decay", weightDecay);
  }

  public static SGD of() {
    return new SGD(Schedule.of(0.01), 0, false, 0, StepOptions.NONE);
  }

  public static SGD of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public SGD learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public SGD momentum(double momentum) {
    return Config.with(this, "momentum", momentum);
  }

  public SGD nesterov(boolean nesterov) {
    return Config.with(this, "nesterov", nesterov);
  }

  public SGD weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public SGD options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
