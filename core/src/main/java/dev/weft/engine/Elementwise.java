package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.nn.Activation;

/**
 * A function of single numbers with its derivative.
 *
 * @param fromOutput whether the derivative is taken from y instead of x, so that y may replace x
 */
record Elementwise(Forward forward, Backward backward, boolean fromOutput) {
  /** {@code y = f(x)} over {@code [from, to)}. */
  interface Forward {
    void apply(float[] x, float[] y, int from, int to);
  }

  /** {@code dx = dy * f'} over {@code [from, to)}, from the array that was kept. */
  interface Backward {
    void apply(float[] kept, float[] dy, float[] dx, int from, int to);
  }

  /** The function of an activation; null for linear, and for softmax, which is none of single numbers. */
  static Elementwise of(Activation activation) {
    return switch (activation) {
      case LINEAR, SOFTMAX -> null;
      case RELU -> leaky(0);
      case LEAKY_RELU -> leaky(0.2f);
      case ELU -> elu(1);
      case SELU -> new Elementwise(Activations::selu, Activations::seluBackward, true);
      case GELU -> new Elementwise(Activations::gelu, Activations::geluBackward, false);
      case SILU -> new Elementwise(Activations::silu, Activations::siluBackward, false);
      case SOFTPLUS -> new Elementwise(Activations::softplus, Activations::softplusBackward, true);
      case TANH -> new Elementwise(Activations::tanh, Activations::tanhBackward, true);
      case SIGMOID -> new Elementwise(Activations::sigmoid, Activations::sigmoidBackward, true);
    };
  }

  static Elementwise leaky(float slope) {
    return new Elementwise(
        (x, y, from, to) -> Activations.leakyRelu(slope, x, y, from, to),
        (y, dy, dx, from, to) -> Activations.leakyReluBackward(slope, y, dy, dx, from, to),
        true);
  }

  static Elementwise elu(float alpha) {
    return new Elementwise(
        (x, y, from, to) -> Activations.elu(alpha, x, y, from, to),
        (y, dy, dx, from, to) -> Activations.eluBackward(alpha, y, dy, dx, from, to),
        true);
  }

  static Elementwise relu(float max, float slope, float threshold) {
    return new Elementwise(
        (x, y, from, to) -> Activations.relu(max, slope, threshold, x, y, from, to),
        (x, dy, dx, from, to) -> Activations.reluBackward(max, slope, threshold, x, dy, dx, from, to),
        false);
  }
}
