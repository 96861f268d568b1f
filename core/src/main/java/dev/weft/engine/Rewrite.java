package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph that a pass makes of another: it keeps, changes or drops one node after the other, in the graph's order. */
final class Rewrite {
  private final Graph graph;

  /** How often each value is read. */
  private final Map<String, Integer> reads = new HashMap<>();

  /** How often each layer is called. */
  private final Map<String, Integer> calls = new HashMap<>();

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** The value of the new graph that stands for each one of the old. */
  private final Map<String, String> stands = new HashMap<>();

  /** The nodes that became part of another, by its name. */
  private final Map<String, List<String>> fused = new LinkedHashMap<>();

  Rewrite(Graph graph) {
    this.graph = graph;
    stands.put(graph.inputName(), graph.inputName());
    for (Node node : graph.nodes()) {
      node.inputs().forEach(input -> reads.merge(input, 1, Integer::sum));
      calls.merge(node.layerName(), 1, Integer::sum);
    }
  }

  /**
   * The node before this one, as it is by now, if its value has this one reader and its layer one call; else null. Such
   * two may become one.
   */
  Node onlyBefore(Node node) {
    String input = node.inputs().getFirst();
    Node before = reads.get(input) == 1 ? nodes.get(stands.get(input)) : null;
    return before != null && calls.get(before.layerName()) == 1 ? before : null;
  }

  void keep(Node node) {
    add(node.inputs(node.inputs().stream().map(stands::get).toList()));
  }

  private void add(Node node) {
    nodes.put(node.name(), node);
    stands.put(node.name(), node.name());
  }

  /** Makes a node part of the one before it, which was kept. */
  void fuse(Node node, Node before) {
    fused.computeIfAbsent(before.name(), name -> new ArrayList<>()).add(node.name());
    drop(node);
  }

  /** Leaves a node out: its readers take its input instead. */
  void drop(Node node) {
    stands.put(node.name(), stands.get(node.inputs().getFirst()));
  }

  /** Gives a node that was kept another layer. */
  void change(Node kept, Layer layer) {
    nodes.put(kept.name(), kept.layer(layer));
  }

  /** A further layer behind a node that was kept; who takes the node's output takes this one's instead. */
  void append(Node kept, String suffix, Layer layer) {
    String name = kept.name() + "/" + suffix;
    while (calls.containsKey(name) || graph.shape(name) != null) {
      name += "_";
    }
    calls.put(name, 1);
    add(Node.of(name, layer, kept.name()));
    stands.put(kept.name(), name);
  }

  /** The names of the nodes that became part of another, by its name. */
  Map<String, List<String>> fused() {
    return fused;
  }

  /** The new graph; the old one if nothing would be left. */
  Graph graph() {
    return nodes.isEmpty()
        ? graph
        : new Graph(
            graph.name(),
            graph.inputName(),
            graph.input(),
            new ArrayList<>(nodes.values()),
            stands.get(graph.outputName()),
            graph.frozen());
  }
}
