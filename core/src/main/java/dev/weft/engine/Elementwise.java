package dev.weft.engine;

import dev.weft.kernel.Activations;
import dev.weft.kernel.HardActivations;
import dev.weft.kernel.SmoothActivations;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.ELU;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.ReLU;

/**
 * A function of single numbers with its derivative.
 *
 * @param fromOutput whether the derivative is taken from y instead of x, so that y may replace x
 * @param slope of a function that is {@code x} from 0 on, and {@code slope * x} below; NaN of all others
 */
record Elementwise(Forward forward, Backward backward, boolean fromOutput, float slope) {
  private Elementwise(Forward forward, Backward backward, boolean fromOutput) {
    this(forward, backward, fromOutput, Float.NaN);
  }

  /** {@code y = f(x)} over {@code [from, to)}. */
  interface Forward {
    void apply(float[] x, float[] y, int from, int to);
  }

  /** {@code dx = dy * f'} over {@code [from, to)}, from the array that was kept. */
  interface Backward {
    void apply(float[] kept, float[] dy, float[] dx, int from, int to);
  }

  /**
   * The function of an activation; null for linear, and for softmax, its logarithm and sparsemax, which are none of
   * single numbers.
   */
  static Elementwise of(Activation activation) {
    return switch (activation) {
      case LINEAR, SOFTMAX, LOG_SOFTMAX, SPARSEMAX -> null;
      case RELU -> leaky(0);
      case LEAKY_RELU -> leaky(0.2f);
      case ELU, CELU -> elu(1);
      case RELU6 -> relu(6, 0, 0);
      case SELU -> new Elementwise(Activations::selu, Activations::seluBackward, true);
      case GELU -> new Elementwise(Activations::gelu, Activations::geluBackward, false);
      case SILU -> new Elementwise(Activations::silu, Activations::siluBackward, false);
      case SOFTPLUS -> new Elementwise(Activations::softplus, Activations::softplusBackward, true);
      case TANH -> new Elementwise(Activations::tanh, Activations::tanhBackward, true);
      case SIGMOID -> new Elementwise(Activations::sigmoid, Activations::sigmoidBackward, true);
      case GELU_TANH -> new Elementwise(SmoothActivations::geluTanh, SmoothActivations::geluTanhBackward, false);
      case MISH -> new Elementwise(SmoothActivations::mish, SmoothActivations::mishBackward, false);
      case SOFTSIGN -> new Elementwise(SmoothActivations::softsign, SmoothActivations::softsignBackward, false);
      case EXPONENTIAL -> new Elementwise(SmoothActivations::exponential, SmoothActivations::exponentialBackward, true);
      case LOG_SIGMOID -> new Elementwise(SmoothActivations::logSigmoid, SmoothActivations::logSigmoidBackward, true);
      case SQUAREPLUS -> new Elementwise(SmoothActivations::squareplus, SmoothActivations::squareplusBackward, false);
      case TANH_SHRINK -> new Elementwise(SmoothActivations::tanhShrink, SmoothActivations::tanhShrinkBackward, false);
      case HARD_SIGMOID -> new Elementwise(HardActivations::sigmoid, HardActivations::sigmoidBackward, true);
      case HARD_SILU -> new Elementwise(HardActivations::silu, HardActivations::siluBackward, false);
      case HARD_TANH -> new Elementwise(HardActivations::tanh, HardActivations::tanhBackward, true);
      case HARD_SHRINK -> new Elementwise(HardActivations::hardShrink, HardActivations::shrinkBackward, true);
      case SOFT_SHRINK -> new Elementwise(HardActivations::softShrink, HardActivations::shrinkBackward, true);
      case SPARSE_PLUS -> new Elementwise(HardActivations::sparsePlus, HardActivations::sparsePlusBackward, false);
      case SPARSE_SIGMOID ->
          new Elementwise(HardActivations::sparseSigmoid, HardActivations::sparseSigmoidBackward, true);
    };
  }

  /** The function of a layer that has one of single numbers and no weights; null for others. */
  static Elementwise of(Layer layer) {
    return switch (layer) {
      case ActivationLayer l -> of(l.activation());
      case LeakyReLU l -> leaky((float) l.negativeSlope());
      case ELU l -> elu((float) l.alpha());
      case ReLU l when l.equals(ReLU.of()) -> leaky(0);
      case ReLU l -> relu((float) l.maxValue(), (float) l.negativeSlope(), (float) l.threshold());
      default -> null;
    };
  }

  /** A function without a derivative. */
  static Elementwise ofInference(Forward forward) {
    return new Elementwise(forward, null, true);
  }

  /**
   * The function of a layer if, in inference, the op before it may compute it in place; else null. Of a sigmoid the
   * loss may want the input.
   */
  static Elementwise inPlace(Layer layer) {
    return layer.equals(ActivationLayer.of(Activation.SIGMOID)) ? null : of(layer);
  }

  /** The same of an activation, in training, too. */
  static Elementwise inPlace(Activation activation) {
    Elementwise function = inPlace(ActivationLayer.of(activation));
    return function != null && function.fromOutput ? function : null;
  }

  static Elementwise leaky(float slope) {
    return new Elementwise(
        (x, y, from, to) -> Activations.leakyRelu(slope, x, y, from, to),
        (y, dy, dx, from, to) -> Activations.leakyReluBackward(slope, y, dy, dx, from, to),
        true,
        slope);
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
