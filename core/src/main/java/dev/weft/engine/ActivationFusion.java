package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.ReLU;
import dev.weft.model.Softmax;

/**
 * Puts an activation that is a layer of its own into the linear layer before it, if no other layer takes its output.
 */
final class ActivationFusion implements Pass {
  @Override
  public FusedNetwork apply(FusedNetwork network) {
    Rewrite rewrite = new Rewrite(network.graph());
    for (Node node : network.graph().nodes()) {
      Activation activation = activation(node.layer());
      Node before = activation == null ? null : rewrite.onlyBefore(node);
      if (before != null && LinearLayer.isLinear(before.layer())) {
        rewrite.change(before, LinearLayer.with(activation, before.layer()));
        rewrite.fuse(node, before);
      } else {
        rewrite.keep(node);
      }
    }
    return network.with(rewrite);
  }

  private static Activation activation(Layer layer) {
    return switch (layer) {
      case ActivationLayer l -> l.activation();
      case Softmax l when l.equals(Softmax.of()) -> Activation.SOFTMAX;
      case ReLU l when l.equals(ReLU.of()) -> Activation.RELU;
      default -> null;
    };
  }
}
