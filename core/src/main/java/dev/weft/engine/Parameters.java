package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a network as its ops see them. Calls of one layer share its variables; each has a gradient of its own,
 * which a {@link SharedGradientsOp} adds to that of the first call.
 */
final class Parameters {
  private final Graph graph;
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, SharedGradientsOp> shared = new HashMap<>();

  Parameters(FusedNetwork network, Learning learning) {
    graph = network.graph();
    Map<String, Node> layers = new HashMap<>();
    graph.firstCalls().forEach(node -> layers.put(node.layerName(), node));
    for (Variable variable : network.variables()) {
      Node layer = layers.get(variable.layer());
      List<Node> calls = graph.calls(layer.layerName());
      boolean learns =
          calls.stream().anyMatch(call -> learning.learns(call.name())) && hasGradient(layer, variable.weight().name());
      Parameter parameter = Parameter.of(variable, learns);
      own.put(variable.path(), calls.size() > 1 ? parameter.asShared() : parameter);
    }
  }

  /** A frozen weight gets a gradient, too, that nobody uses, where a layer before it learns. */
  private boolean hasGradient(Node layer, String weight) {
    return layer.layer().weights(graph.inputShape(layer)).stream()
        .anyMatch(w -> w.name().equals(weight) && w.trainable());
  }

  /** From now on nothing but the packed weights and copies of the others. */
  void keepCopies() {
    own.values().forEach(Parameter::keepCopy);
  }

  /** One for each variable. */
  List<Parameter> all() {
    return List.copyOf(own.values());
  }

  /** A weight of a node's layer by the name that Keras gives it; null where the layer has none of it. */
  Parameter of(Node node, String weight) {
    Parameter first = own.get(node.layerName() + "/" + weight);
    if (first == null || !first.shared() || !first.isTrained() || graph.isFirstCall(node)) {
      return first;
    }
    Parameter later = first.ofLaterCall();
    shared.get(node.layerName()).add(first, later);
    return later;
  }

  /**
   * The op that sums the gradients of a layer's calls, which has to stand before its first call; null where a node is
   * none, or has no weight that others share and that learns.
   */
  Op gradientsOf(Node node) {
    boolean sums =
        graph.isFirstCall(node)
            && own.values().stream()
                .anyMatch(p -> p.shared() && p.isTrained() && p.variable().layer().equals(node.layerName()));
    return sums ? shared.computeIfAbsent(node.layerName(), layer -> new SharedGradientsOp()) : null;
  }
}
