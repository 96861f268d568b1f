package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Softmax;

/** Leaves out the softmax or sigmoid with which a network ends, so that it gives the scores before it. */
final class LastFunctionRemoval implements Pass {
  @Override
  public FusedNetwork apply(FusedNetwork network) {
    String last = last(network.graph());
    Rewrite rewrite = new Rewrite(network.graph());
    for (Node node : network.graph().nodes()) {
      rewrite.keep(node);
      if (node.name().equals(last)) {
        rewrite.change(node, withoutFunction(node.layer()));
      }
    }
    return network.with(rewrite);
  }

  /** The last node that changes a number in inference. */
  static String last(Graph graph) {
    String value = graph.outputName();
    while (!value.equals(graph.inputName()) && changesNothing(graph.node(value).layer())) {
      value = graph.node(value).inputs().getFirst();
    }
    return value;
  }

  private static boolean changesNothing(Layer layer) {
    return Lowering.isView(layer) || layer.isIdleInInference();
  }

  static Layer withoutFunction(Layer layer) {
    return switch (layer) {
      case Softmax softmax -> new ActivationLayer(Activation.LINEAR);
      case ActivationLayer(Activation function) when makesProbabilities(function) ->
          new ActivationLayer(Activation.LINEAR);
      case Layer linear
          when LinearLayer.activation(linear) != null && makesProbabilities(LinearLayer.activation(linear)) ->
          LinearLayer.with(Activation.LINEAR, linear);
      default -> layer;
    };
  }

  private static boolean makesProbabilities(Activation function) {
    return switch (function) {
      case SOFTMAX, LOG_SOFTMAX, SIGMOID, HARD_SIGMOID, SPARSE_SIGMOID -> true;
      default -> false;
    };
  }
}
