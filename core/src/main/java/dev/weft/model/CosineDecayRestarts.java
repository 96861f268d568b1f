package dev.weft.model;

import dev.weft.config.ConfigException;

/**
 * Cosine decays in a row (Loshchilov and Hutter, 2016): the first takes {@code firstDecaySteps} steps, each further one
 * {@code tMul} times as many, and begins at {@code mMul} times the rate. With i the number of restarts and f the done
 * share of the current decay: {@code initial * ((1 - alpha) * mMul^i * (1 + cos(pi f)) / 2 + alpha)}.
 *
 * @param tMul 1 or more, by default 2
 * @param mMul 0 or more, by default 1
 * @param alpha 0 or more, by default 0
 */
public record CosineDecayRestarts(
    double initialLearningRate, StepCount firstDecaySteps, double tMul, double mMul, double alpha) implements Schedule {
  public CosineDecayRestarts {
    Checks.notNegative("CosineDecayRestarts", "initial_learning_rate", initialLearningRate);
    Schedule.positive("first_decay_steps", firstDecaySteps);
    if (!(tMul >= 1 && tMul < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of("t_mul", "'t_mul' must be a finite number, 1 or more; received " + tMul + ".");
    }
    Checks.notNegative("CosineDecayRestarts", "m_mul", mMul);
    Checks.notNegative("CosineDecayRestarts", "alpha", alpha);
  }

  public static CosineDecayRestarts of(double initialLearningRate, StepCount firstDecaySteps) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
  }

  public static CosineDecayRestarts of(double initialLearningRate, double firstDecaySteps) {
    return of(initialLearningRate, StepCount.of(firstDecaySteps));
  }

  @Override
  public Schedule in(Span span) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps.in(span, 0), tMul, mMul, alpha);
  }

  public CosineDecayRestarts tMul(double tMul) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  public CosineDecayRestarts mMul(double mMul) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  public CosineDecayRestarts alpha(double alpha) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  @Override
  public double rate(int epoch, long step) {
    double decays = step / firstDecaySteps.counted();
    double restarts = restarts(decays);
    double fraction = (decays - before(restarts)) / Math.pow(tMul, restarts);
    double cosine = 0.5 * Math.pow(mMul, restarts) * (1 + Math.cos(Math.PI * fraction));
    return initialLearningRate * ((1 - alpha) * cosine + alpha);
  }

  /**
   * How many decays are over. Where one ends, the logarithm may miss by one; Keras's in float32 does so at a few
   * restarts, which come one step later there.
   */
  private double restarts(double decays) {
    if (tMul == 1) {
      return Math.floor(decays);
    }
    double restarts = Math.floor(Math.log1p(decays * (tMul - 1)) / Math.log(tMul));
    return before(restarts + 1) <= decays ? restarts + 1 : before(restarts) > decays ? restarts - 1 : restarts;
  }

  /** The length of so many decays, in lengths of the first. */
  private double before(double restarts) {
    return tMul == 1 ? restarts : (Math.pow(tMul, restarts) - 1) / (tMul - 1);
  }
}
