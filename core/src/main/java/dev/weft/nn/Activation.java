package dev.weft.nn;

/**
 * Element-wise functions at the end of a layer ({@code softmax}: along the last axis), with Keras's constants. See <a
 * href="https://keras.io/api/layers/activations/">Keras</a>.
 */
public enum Activation {
  /** {@code x}. */
  LINEAR,
  /** {@code max(0, x)}. */
  RELU,
  /** {@code x} if positive, else {@code 0.2 x}. */
  LEAKY_RELU,
  /** {@code x} if positive, else {@code exp(x) - 1}. */
  ELU,
  /** {@code 1.0507 * (x if positive, else 1.6733 * (exp(x) - 1))}. */
  SELU,
  /** {@code x * P(X <= x)} for a standard normal X, exact (not the tanh approximation). */
  GELU,
  /** {@code x * sigmoid(x)}. */
  SILU,
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS,
  /** The hyperbolic tangent. */
  TANH,
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** {@code exp(x_i) / sum_j exp(x_j)} along the last axis. */
  SOFTMAX
}
