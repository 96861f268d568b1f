package dev.weft.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parts of a network that end earlier than it does. */
public final class Truncation {
  private Truncation() {}

  /**
   * The part of a network that leads to a node, whose value is its output.
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public static Graph at(Graph network, String node) {
    Set<String> leading = new HashSet<>(Set.of(network.node(node).name()));
    List<Node> part = new ArrayList<>();
    for (Node each : network.nodes().reversed()) {
      if (leading.contains(each.name())) {
        leading.addAll(each.inputs());
        part.addFirst(each);
      }
    }
    return new Graph(network.name(), network.inputName(), network.input(), part, node, network.frozen());
  }

  /**
   * The value that the last layer with weights takes: all that it knows of an image. Layers that change nothing in
   * inference are passed over.
   *
   * @return a node's name, or the input's where there is one layer with weights at most
   */
  public static String penultimate(Graph network) {
    String value = network.outputName();
    while (!value.equals(network.inputName()) && network.weights(network.node(value)).isEmpty()) {
      value = before(network, value);
    }
    value = value.equals(network.inputName()) ? value : before(network, value);
    while (!value.equals(network.inputName()) && network.node(value).layer().isIdleInInference()) {
      value = before(network, value);
    }
    return value;
  }

  private static String before(Graph network, String value) {
    return network.node(value).inputs().getFirst();
  }
}
