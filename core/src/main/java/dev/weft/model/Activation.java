package dev.weft.model;

import dev.weft.config.HasHints;

/**
 * Element-wise functions at the end of a layer ({@code softmax}: along the last axis), with Keras's constants. See <a
 * href="https://keras.io/api/layers/activations/">Keras</a>.
 */
@HasHints(SeparateLayer.class)
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
  SOFTMAX,
  /** {@code x_i - log(sum_j exp(x_j))} along the last axis. */
  LOG_SOFTMAX,
  /** {@code max(0, x_i - t)} along the last axis, with Keras's threshold t of the row's largest values. */
  SPARSEMAX,
  /** {@code min(max(0, x), 6)}. */
  RELU6,
  /** {@code x} if positive, else {@code exp(x) - 1}: ELU, as long as its alpha is 1. */
  CELU,
  /** {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}, an approximation of GELU; Keras has no name for it. */
  GELU_TANH,
  /** {@code x * tanh(log(1 + exp(x)))}. */
  MISH,
  /** {@code x / (1 + |x|)}. */
  SOFTSIGN,
  /** {@code exp(x)}. */
  EXPONENTIAL,
  /** {@code -log(1 + exp(-x))}. */
  LOG_SIGMOID,
  /** {@code (x + sqrt(x^2 + 4)) / 2}. */
  SQUAREPLUS,
  /** {@code x - tanh(x)}. */
  TANH_SHRINK,
  /** {@code min(max(0, x + 3), 6) / 6}, Keras 3's; Keras 2's was {@code min(max(0, 0.2 x + 0.5), 1)}. */
  HARD_SIGMOID,
  /** {@code x * hard_sigmoid(x)}. */
  HARD_SILU,
  /** {@code min(max(-1, x), 1)}. */
  HARD_TANH,
  /** {@code x} beyond 0.5 to both sides, else 0. */
  HARD_SHRINK,
  /** {@code x} moved towards 0 by 0.5, 0 on the way. */
  SOFT_SHRINK,
  /** {@code (x + 1)^2 / 4} from -1 to 1, 0 below, {@code x} above. */
  SPARSE_PLUS,
  /** {@code (x + 1) / 2} from -1 to 1, 0 below, 1 above. */
  SPARSE_SIGMOID
}
