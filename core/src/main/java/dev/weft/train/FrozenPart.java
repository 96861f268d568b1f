package dev.weft.train;

import dev.weft.engine.Learning;
import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first layers of a network, in which nothing learns and nothing is left to chance: what they make of an image
 * stays the same. They compute as in inference; the head behind them takes their output as its input.
 *
 * @param body the frozen layers
 * @param bodyVariables their weights
 * @param head the layers behind them
 * @param headVariables their weights
 */
record FrozenPart(Graph body, List<Variable> bodyVariables, Graph head, List<Variable> headVariables) {
  /** That of a network in training; empty if there is none with weights. */
  static Optional<FrozenPart> of(Graph network, List<Variable> variables) {
    List<Node> nodes = network.nodes();
    Learning learning = Learning.of(network, true);
    Map<String, Integer> lastReaders = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastReaders.put(input, i);
      }
    }
    int end = -1;
    int open = lastReaders.getOrDefault(network.inputName(), 0); // the last reader of what leaves earlier nodes
    boolean weighs = false;
    for (int i = 0; i < nodes.size() - 1 && stays(network, nodes.get(i), learning); i++) {
      weighs |= !network.weights(nodes.get(i)).isEmpty();
      end = open <= i && weighs ? i : end;
      open = Math.max(open, lastReaders.getOrDefault(nodes.get(i).name(), 0));
    }
    return end < 0 ? Optional.empty() : Optional.of(cut(network, variables, end));
  }

  /**
   * The first layer that keeps frozen layers behind it from being such a part, as it does something at random; empty if
   * there is none.
   */
  static Optional<String> chance(Graph network) {
    Learning learning = Learning.of(network, true);
    String random = null;
    for (Node node : network.nodes()) {
      if (learning.learns(node.name())) {
        return Optional.empty();
      }
      if (random != null && !network.weights(node).isEmpty()) {
        return Optional.of(random);
      }
      random = random == null && isRandom(node) ? node.name() : random;
    }
    return Optional.empty();
  }

  private static boolean stays(Graph network, Node node, Learning learning) {
    boolean measures = node.layer() instanceof BatchNormalization && !network.isFrozen(node);
    return !learning.learns(node.name()) && !isRandom(node) && !measures;
  }

  private static boolean isRandom(Node node) {
    return node.layer().isIdleInInference();
  }

  private static FrozenPart cut(Graph network, List<Variable> variables, int end) {
    List<Node> nodes = network.nodes();
    String value = nodes.get(end).name();
    Graph body =
        new Graph(
            network.name(), network.inputName(), network.input(), nodes.subList(0, end + 1), value, network.frozen());
    Graph head =
        new Graph(
            network.name(),
            value,
            network.shape(value),
            nodes.subList(end + 1, nodes.size()),
            network.outputName(),
            network.frozen());
    return new FrozenPart(body, weights(body, variables), head, weights(head, variables));
  }

  private static List<Variable> weights(Graph part, List<Variable> variables) {
    Set<String> layers = new HashSet<>(part.layerNames());
    return variables.stream().filter(variable -> layers.contains(variable.layer())).toList();
  }

  /** The frozen layers for batches of up to so many images, with their weights as they are. */
  Program program(int batch, WorkerPool workers) {
    return Program.frozen(body, bodyVariables, batch, workers);
  }

  /** The name of its last layer. */
  String end() {
    return body.outputName();
  }
}
