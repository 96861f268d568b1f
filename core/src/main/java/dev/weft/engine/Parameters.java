package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a network as its ops see them. Calls of one layer share its variables; each has a gradient of its own,
 * which a {@link SharedGradientsOp} adds to that of the first call.
 */
final class Parameters {
  private final Graph graph;
  private final Buffers buffers;
  private final Map<String, Parameter> own = new LinkedHashMap<>();
  private final Map<String, SharedGradientsOp> shared = new HashMap<>();

  /**
   * @param learnsKernels whether kernels get a gradient where their layer has one
   */
  Parameters(FusedNetwork network, Learning learning, boolean learnsKernels, Buffers buffers) {
    graph = network.graph();
    this.buffers = buffers;
    Map<String, Node> layers = new HashMap<>();
    graph.firstCalls().forEach(node -> layers.put(node.layerName(), node));
    for (Variable variable : network.variables()) {
      Node layer = layers.get(variable.layer());
      List<Node> calls = graph.calls(layer.layerName());
      boolean learns =
          calls.stream().anyMatch(call -> learning.learns(call.name()))
              && hasGradient(layer, variable.weight().name())
              && (learnsKernels || !isKernel(variable));
      Parameter parameter = Parameter.of(variable, learns, buffers);
      own.put(variable.path(), calls.size() > 1 ? parameter.asShared() : parameter);
    }
  }

  private static boolean isKernel(Variable variable) {
    return variable.weight().name().endsWith("kernel");
  }

  /** A frozen weight gets a gradient, too, that nobody uses, where a layer before it learns. */
  private boolean hasGradient(Node layer, String weight) {
    return layer.layer().weights(graph.inputShape(layer)).stream()
        .anyMatch(w -> w.name().equals(weight) && w.trainable());
  }

  /**
   * Packs the weights of one op after the other, and keeps nothing else of them but copies of what ops read as it is.
   *
   * @param normalizations whose kernels have no numbers yet
   */
  void freeze(List<Compiler.Step> steps, List<FusedNormalization> normalizations, WorkerPool workers) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (String layer : steps.get(i).layers()) {
        last.put(layer, i);
      }
    }
    Set<String> made = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Op op = steps.get(i).op();
      steps.get(i).layers().stream().filter(made::add).forEach(layer -> makeKernel(layer, normalizations));
      workers.run(op::pack, op.packs());
      int step = i;
      steps.get(i).layers().stream().filter(layer -> last.get(layer) == step).forEach(this::keepCopies);
    }
  }

  private void makeKernel(String layer, List<FusedNormalization> normalizations) {
    normalizations.stream()
        .filter(n -> n.kernel().layer().equals(layer))
        .forEach(n -> own.get(n.kernel().path()).make(n));
  }

  private void keepCopies(String layer) {
    own.values().stream().filter(p -> p.variable().layer().equals(layer)).forEach(Parameter::keepCopy);
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
    Parameter later = first.ofLaterCall(buffers);
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
