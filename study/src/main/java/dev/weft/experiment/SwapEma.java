package dev.weft.experiment;

import dev.weft.train.SwapEMAWeights;

/**
 * Keras's {@link SwapEMAWeights}: validation with the moving averages of an optimizer with {@code use_ema}.
 *
 * @param swapOnEpoch whether early stopping sees them, too; by default it does, unlike Keras's
 */
public record SwapEma(boolean swapOnEpoch) {
  public static SwapEma of() {
    return new SwapEma(true);
  }

  SwapEMAWeights callback() {
    return new SwapEMAWeights(swapOnEpoch);
  }
}
