package dev.weft.model;

import dev.weft.config.KerasName;

/**
 * {@link Adam} with weight decay {@code w -= w * decay * rate} before each step.
 *
 * <p>By default weight decay 0.004, the rest as Adam (Loshchilov and Hutter, 2017). See <a
 * href="https://keras.io/api/optimizers/adamw/">Keras</a>.
 */
public record AdamW(
    Schedule learningRate,
    @KerasName("beta_1") double beta1,
    @KerasName("beta_2") double beta2,
    double epsilon,
    double weightDecay,
    Clipping clipping)
    implements Optimizer {
  public AdamW {
    Checks.fraction("AdamW", "beta_1", beta1);
    Checks.fraction("AdamW", "beta_2", beta2);
    Checks.notNegative("AdamW", "epsilon", epsilon);
    Checks.notNegative("AdamW", "weight_decay", weightDecay);
  }

  public static AdamW of() {
    return new AdamW(Schedule.of(0.001), 0.9, 0.999, 1e-7, 0.004, Clipping.NONE);
  }

  public static AdamW of(double learningRate) {
    return of().learningRate(Schedule.of(learningRate));
  }

  @Override
  public AdamW learningRate(Schedule learningRate) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, clipping);
  }

  public AdamW beta1(double beta1) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, clipping);
  }

  public AdamW beta2(double beta2) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, clipping);
  }

  public AdamW weightDecay(double weightDecay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, clipping);
  }

  public AdamW clipping(Clipping clipping) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, clipping);
  }
}
