package dev.weft.engine;

import dev.weft.model.Node;

/** Leaves out what works in training alone, such as dropout: for inference. */
final class IdleLayerRemoval implements Pass {
  @Override
  public FusedNetwork apply(FusedNetwork network) {
    Rewrite rewrite = new Rewrite(network.graph());
    for (Node node : network.graph().nodes()) {
      if (node.layer().isIdleInInference()) {
        rewrite.drop(node);
      } else {
        rewrite.keep(node);
      }
    }
    return network.with(rewrite);
  }
}
