package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Layer;
import dev.weft.model.SeparableConv2D;

/** Layers that are {@code f(x * kernel + bias)}, into which others can be fused. */
final class LinearLayer {
  private LinearLayer() {}

  /** Its f; null where it is no such layer. */
  static Activation activation(Layer layer) {
    return switch (layer) {
      case Dense l -> l.activation();
      case Conv2D l -> l.activation();
      case DepthwiseConv2D l -> l.activation();
      case SeparableConv2D l -> l.activation();
      case Conv2DTranspose l -> l.activation();
      default -> null;
    };
  }

  /** Whether it is such a layer, and f does nothing. */
  static boolean isLinear(Layer layer) {
    return activation(layer) == Activation.LINEAR;
  }

  /** The same layer with another f. */
  static Layer with(Activation activation, Layer linear) {
    return switch (linear) {
      case Dense l -> l.activation(activation);
      case Conv2D l -> l.activation(activation);
      case DepthwiseConv2D l -> l.activation(activation);
      case SeparableConv2D l -> l.activation(activation);
      case Conv2DTranspose l -> l.activation(activation);
      default -> throw new IllegalArgumentException(linear + " is not linear.");
    };
  }

  /** The same layer with a bias. */
  static Layer withBias(Layer linear) {
    return switch (linear) {
      case Dense l -> l.useBias(true);
      case Conv2D l -> l.useBias(true);
      case DepthwiseConv2D l -> l.useBias(true);
      case SeparableConv2D l -> l.useBias(true);
      case Conv2DTranspose l -> l.useBias(true);
      default -> throw new IllegalArgumentException(linear + " is not linear.");
    };
  }
}
