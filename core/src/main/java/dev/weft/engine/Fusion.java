package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.List;

/** Nodes that follow each other and become one op. Nobody else takes the values between them. */
sealed interface Fusion permits PooledConvolutionFusion, NormalizationFusion, DepthwiseFusion {
  /** The fusion that begins at a node; null where none does. */
  static Fusion at(Node node, Graph graph, Learning learning) {
    Fusion pooled = PooledConvolutionFusion.at(node, graph, learning);
    return pooled != null ? pooled : NormalizationFusion.at(node, graph, learning);
  }

  /** The nodes behind the first, which need no op of their own. */
  List<Node> others();

  /** The values that are added to the first node's, there before it. */
  default List<String> added() {
    return List.of();
  }

  /** The node whose output is the op's. */
  default Node last() {
    return others().getLast();
  }

  /** The node that alone takes a node's output; null where there are several, or where it is the network's output. */
  static Node onlyReader(Node node, Graph graph) {
    List<Node> readers = graph.readers(node.name());
    return readers.size() == 1 && !node.name().equals(graph.outputName()) ? readers.getFirst() : null;
  }
}
