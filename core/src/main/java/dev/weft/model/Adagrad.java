package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.NoneIfZero;

/**
 * {@code a += g^2}, {@code w -= rate * g / sqrt(a + epsilon)}, a starting from {@code initialAccumulatorValue}.
 *
 * <p>By default rate 0.001, initial accumulator value 0.1, epsilon 1e-7 (Duchi et al., 2011). See <a
 * href="https://keras.io/api/optimizers/adagrad/">Keras</a>.
 */
public record Adagrad(
    Schedule learningRate,
    double initialAccumulatorValue,
    double epsilon,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<Adagrad> {
  public Adagrad {
    Checks.notNegative("Adagrad", "initial_accumulator_value", initialAccumulatorValue);
    Checks.notNegative("Adagrad", "epsilon", epsilon);
    Checks.notNegative("Adagrad", "weight_decay", weightDecay);
  }

  public static Adagrad of() {
    return new Adagrad(Schedule.of(0.001), 0.1, 1e-7, 0, StepOptions.NONE);
  }

  public static Adagrad of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Adagrad learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Adagrad initialAccumulatorValue(double initialAccumulatorValue) {
    return Config.with(this, "initialAccumulatorValue", initialAccumulatorValue);
  }

  public Adagrad epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public Adagrad weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Adagrad options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
