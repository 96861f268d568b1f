package dev.weft.engine;

import dev.weft.model.ActivationLayer;
import dev.weft.model.Conv2D;
import dev.weft.model.Graph;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import java.util.List;

/**
 * A convolution and the max pooling that alone takes its output, which become one op where an algorithm computes both.
 *
 * @param activation the layer that alone takes the pooling's output, where the op computes it, too; else null
 */
record PooledConvolutionFusion(Convolution convolution, Node pooling, Node activation) implements Fusion {
  /** The fusion that begins at a node; null where none does. */
  static PooledConvolutionFusion at(Node node, Graph graph, Learning learning) {
    Node pooling = Fusion.onlyReader(node, graph);
    if (pooling == null || !(node.layer() instanceof Conv2D conv) || !(pooling.layer() instanceof MaxPooling2D pool)) {
      return null;
    }
    boolean inputLearns = learning.learns(node.inputs().getFirst());
    Convolution convolution = new Convolution(conv, graph.inputShape(node), graph.shape(node), inputLearns, pool);
    ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.of(convolution);
    if (!algorithm.includesPooling()) {
      return null;
    }
    Node after = Fusion.onlyReader(pooling, graph);
    boolean takesActivation = algorithm == ConvolutionAlgorithm.POOLED_IN_REGISTERS && function(after) != null;
    return new PooledConvolutionFusion(convolution, pooling, takesActivation ? after : null);
  }

  /** The function of a node that an op before it may compute in place; else null. */
  private static Elementwise function(Node node) {
    return node != null && node.layer() instanceof ActivationLayer layer
        ? Elementwise.inPlace(layer.activation())
        : null;
  }

  /** Of the activation; null for none. */
  Elementwise function() {
    return function(activation);
  }

  @Override
  public List<Node> others() {
    return activation == null ? List.of(pooling) : List.of(pooling, activation);
  }
}
