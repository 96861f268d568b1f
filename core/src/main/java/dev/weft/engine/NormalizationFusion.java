package dev.weft.engine;

import dev.weft.engine.BatchNormalizationOp.Behind;
import dev.weft.model.Add;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch normalization and what stands behind it: the sum with a residual connection, a function, a pooling.
 *
 * @param skip the value that is added; null for none
 * @param function null for none
 * @param pooling null for none
 */
record NormalizationFusion(Node norm, String skip, Elementwise function, Node pooling, List<Node> others)
    implements Fusion {
  /** The fusion that begins at a node; null where none does. */
  static NormalizationFusion at(Node node, Graph graph, Learning learning) {
    if (!(node.layer() instanceof BatchNormalization norm)
        || norm.channelAxis(graph.inputShape(node)) != graph.inputShape(node).rank() - 1) {
      return null;
    }
    List<Node> others = new ArrayList<>();
    Node last = node;
    Node next = Fusion.onlyReader(last, graph);
    String skip = next == null ? null : skip(last, next, graph, learning);
    if (skip != null) {
      others.add(next);
      last = next;
      next = Fusion.onlyReader(last, graph);
    }
    Elementwise function = next == null ? null : function(next, graph);
    if (function != null) {
      others.add(next);
      last = next;
      next = Fusion.onlyReader(last, graph);
    }
    boolean makesInputGradient = learning.learns(node.inputs().getFirst()) || !learning.learns(node.name());
    Node pooling = next != null && isPooling(next.layer()) && skip == null && makesInputGradient ? next : null;
    if (pooling != null) {
      others.add(pooling);
    }
    return others.isEmpty() ? null : new NormalizationFusion(node, skip, function, pooling, others);
  }

  @Override
  public List<String> added() {
    return skip == null ? List.of() : List.of(skip);
  }

  /** What a sum adds to the normalization's output, if that is there before it and has its shape; else null. */
  private static String skip(Node norm, Node sum, Graph graph, Learning learning) {
    if (!(sum.layer() instanceof Add) || sum.inputs().size() != 2) {
      return null;
    }
    String other = sum.inputs().get(sum.inputs().getFirst().equals(norm.name()) ? 1 : 0);
    boolean isBefore =
        other.equals(graph.inputName()) || graph.nodes().indexOf(graph.node(other)) < graph.nodes().indexOf(norm);
    boolean learnsAsWell = learning.learns(other) == learning.learns(norm.name());
    return isBefore && learnsAsWell && graph.shape(other).equals(graph.shape(norm.name())) ? other : null;
  }

  /** The function of a layer; null where it is none. The network's output has to stay as it is. */
  private static Elementwise function(Node node, Graph graph) {
    return Compiler.outputs(graph).contains(node.name()) ? null : Elementwise.inPlace(node.layer());
  }

  private static boolean isPooling(Layer layer) {
    return layer instanceof MaxPooling2D || layer instanceof AveragePooling2D;
  }

  /**
   * @param skip the tensor of {@link #skip}; null for none
   */
  Behind behind(Tensor skip, Graph graph) {
    return new Behind(skip, function, pooling == null ? null : pooledRows(graph));
  }

  private PooledRows pooledRows(Graph graph) {
    return switch (pooling.layer()) {
      case MaxPooling2D pool -> pooledRows(false, pool.poolSize(), pool.strides(), pool.padding(), graph);
      case AveragePooling2D pool -> pooledRows(true, pool.poolSize(), pool.strides(), pool.padding(), graph);
      default -> throw new AssertionError(pooling);
    };
  }

  private PooledRows pooledRows(boolean averages, Size size, Size strides, Padding padding, Graph graph) {
    return new PooledRows(
        averages, PoolOp.pooling(size, strides, padding, graph.inputShape(pooling), graph.shape(pooling.name())));
  }
}
