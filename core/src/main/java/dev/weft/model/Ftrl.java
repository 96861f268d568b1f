package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.NoneIfZero;

/**
 * Follow the regularized leader: {@code g' = g + 2 shrinkage * w}, {@code n' = n + g^2}, {@code z += g' - (n'^p - n^p)
 * / rate * w} with {@code p = -learningRatePower}, {@code w = (clip(z, -l1, l1) - z) / (n'^p / rate + 2 l2 + beta /
 * rate)}. A weight whose z is within l1 is exactly 0. n starts from {@code initialAccumulatorValue}. With a rate of 0
 * nothing changes.
 *
 * <p>By default rate 0.001, learning rate power -0.5, initial accumulator value 0.1, l1, l2, shrinkage and beta 0
 * (McMahan et al., 2013). See <a href="https://keras.io/api/optimizers/ftrl/">Keras</a>.
 */
public record Ftrl(
    Schedule learningRate,
    double learningRatePower,
    double initialAccumulatorValue,
    double l1RegularizationStrength,
    double l2RegularizationStrength,
    double l2ShrinkageRegularizationStrength,
    double beta,
    @NoneIfZero double weightDecay,
    StepOptions options)
    implements Optimizer, Optimizer.Copies<Ftrl> {
  public Ftrl {
    if (!(learningRatePower <= 0 && learningRatePower > Double.NEGATIVE_INFINITY)) {
      throw ConfigException.of(
          "learning_rate_power",
          "Ftrl: 'learning_rate_power' must be a finite number, 0 or less; received " + learningRatePower + ".");
    }
    Checks.notNegative("Ftrl", "initial_accumulator_value", initialAccumulatorValue);
    Checks.notNegative("Ftrl", "l1_regularization_strength", l1RegularizationStrength);
    Checks.notNegative("Ftrl", "l2_regularization_strength", l2RegularizationStrength);
    Checks.notNegative("Ftrl", "l2_shrinkage_regularization_strength", l2ShrinkageRegularizationStrength);
    Checks.notNegative("Ftrl", "beta", beta);
    Checks.notNegative("Ftrl", "weight_decay", weightDecay);
  }

  public static Ftrl of() {
    return new Ftrl(Schedule.of(0.001), -0.5, 0.1, 0, 0, 0, 0, 0, StepOptions.NONE);
  }

  public static Ftrl of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public Ftrl learningRate(Schedule learningRate) {
    return Config.with(this, "learningRate", learningRate);
  }

  public Ftrl learningRatePower(double learningRatePower) {
    return Config.with(this, "learningRatePower", learningRatePower);
  }

  public Ftrl initialAccumulatorValue(double initialAccumulatorValue) {
    return Config.with(this, "initialAccumulatorValue", initialAccumulatorValue);
  }

  public Ftrl l1RegularizationStrength(double l1RegularizationStrength) {
    return Config.with(this, "l1RegularizationStrength", l1RegularizationStrength);
  }

  public Ftrl l2RegularizationStrength(double l2RegularizationStrength) {
    return Config.with(this, "l2RegularizationStrength", l2RegularizationStrength);
  }

  public Ftrl l2ShrinkageRegularizationStrength(double l2ShrinkageRegularizationStrength) {
    return Config.with(this, "l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength);
  }

  public Ftrl beta(double beta) {
    return Config.with(this, "beta", beta);
  }

  public Ftrl weightDecay(double weightDecay) {
    return Config.with(this, "weightDecay", weightDecay);
  }

  @Override
  public Ftrl options(StepOptions options) {
    return Config.with(this, "options", options);
  }
}
