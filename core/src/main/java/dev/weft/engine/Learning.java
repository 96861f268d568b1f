package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Weight;
import java.util.HashSet;
import java.util.Set;

/**
 * Which values of a network need a gradient: in training those behind a weight that learns, in inference none.
 *
 * @param values their names
 */
public record Learning(Set<String> values) {
  public static Learning of(Graph graph, boolean training) {
    Set<String> values = new HashSet<>();
    for (Node node : graph.nodes()) {
      boolean learns = node.inputs().stream().anyMatch(values::contains);
      if (training && (learns || graph.weights(node).stream().anyMatch(Weight::trainable))) {
        values.add(node.name());
      }
    }
    return new Learning(values);
  }

  /** All of them and the input: for who asks what the outputs depend on. */
  static Learning ofAll(Graph graph) {
    Set<String> values = new HashSet<>(graph.names());
    values.add(graph.inputName());
    return new Learning(values);
  }

  public boolean learns(String value) {
    return values.contains(value);
  }
}
