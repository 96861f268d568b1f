package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Conv2D;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import java.util.Locale;

/**
 * Moves a rising activation between a convolution and a max pooling behind the pooling, {@code max f(x) = f(max x)},
 * where there is a quarter or less to do: of report A's tanh, an eighth of a step. No other layer may take the
 * convolution's output.
 */
final class PoolingBeforeActivation implements Pass {
  @Override
  public FusedNetwork apply(FusedNetwork network) {
    Rewrite rewrite = new Rewrite(network.graph());
    for (Node node : network.graph().nodes()) {
      Node before = node.layer() instanceof MaxPooling2D ? rewrite.onlyBefore(node) : null;
      rewrite.keep(node);
      if (before != null && rising(before.layer())) {
        Conv2D conv = (Conv2D) before.layer();
        rewrite.change(before, conv.activation(Activation.LINEAR));
        String name = conv.activation().name().toLowerCase(Locale.ROOT);
        rewrite.append(node, name, ActivationLayer.of(conv.activation()));
      }
    }
    return network.with(rewrite);
  }

  /** Whether the layer is a convolution whose activation never falls. */
  private static boolean rising(Layer layer) {
    return layer instanceof Conv2D conv
        && switch (conv.activation()) {
          case RELU, LEAKY_RELU, ELU, SELU, SOFTPLUS, TANH, SIGMOID -> true;
          default -> false;
        };
  }
}
