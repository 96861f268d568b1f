package dev.weft.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which Keras lists the layers of a Functional model, computes them and numbers their weights: the
 * farthest from the output first. Layers that are equally far stand as a walk back from the output meets them first.
 * See <a href="https://github.com/keras-team/keras/blob/v3.15.1/keras/src/ops/function.py">map_graph</a>.
 */
public final class LayerOrder {
  /**
   * One call of a layer.
   *
   * @param name unique among the calls
   * @param layer the same for all calls of one layer
   * @param inputs names of the calls whose outputs it takes; any other name is an input from outside
   */
  public record Call(String name, String layer, List<String> inputs) {}

  private record Step(Call call, Deque<String> inputs) {
    private Step(Call call) {
      this(call, new ArrayDeque<>(call.inputs));
    }
  }

  private final Map<String, Call> calls = new LinkedHashMap<>();

  /** When the walk back from the output meets each layer. */
  private final Map<String, Integer> met = new HashMap<>();

  private final Set<String> begun = new HashSet<>();
  private final Map<String, Call> done = new LinkedHashMap<>();

  private LayerOrder() {}

  /**
   * The calls that lead to the outputs, each behind those whose outputs it takes; first calls stand in the order of
   * their layers.
   *
   * @param outputs names of calls
   * @throws IllegalArgumentException if a call takes its own output, be it by way of others
   */
  public static List<Call> of(List<Call> calls, List<String> outputs) {
    LayerOrder order = new LayerOrder();
    calls.forEach(call -> order.calls.put(call.name, call));
    outputs.forEach(order::walkBack);
    Map<String, Integer> depths = order.depths();
    List<Call> sorted = new ArrayList<>(order.done.values());
    sorted.sort(
        Comparator.<Call>comparingInt(call -> -depths.get(call.name)).thenComparing(call -> order.met.get(call.layer)));
    return sorted;
  }

  /** The nodes of a graph in this order; each leads to the output, so none is left out. */
  public static List<Node> of(Graph graph) {
    List<Call> calls =
        graph.nodes().stream().map(node -> new Call(node.name(), node.layerName(), node.inputs())).toList();
    return of(calls, List.of(graph.outputName())).stream().map(call -> graph.node(call.name)).toList();
  }

  private void walkBack(String output) {
    Deque<Step> path = new ArrayDeque<>();
    enter(output, path);
    while (!path.isEmpty()) {
      Step step = path.peek();
      if (step.inputs.isEmpty()) {
        done.put(step.call.name, step.call);
        path.pop();
      } else {
        enter(step.inputs.remove(), path);
      }
    }
  }

  private void enter(String name, Deque<Step> path) {
    Call call = calls.get(name);
    if (call == null || done.containsKey(name)) {
      return;
    }
    if (!begun.add(name)) {
      throw new IllegalArgumentException(
          "no layer can take its own output; received a circle at '" + call.layer + "'.");
    }
    met.putIfAbsent(call.layer, met.size());
    path.push(new Step(call));
  }

  /** How many calls lie between each one and the output, at most; a layer is as far as its farthest call so far. */
  private Map<String, Integer> depths() {
    Map<String, Integer> depths = new HashMap<>();
    Map<String, Integer> ofLayers = new HashMap<>();
    for (Call call : new ArrayList<>(done.values()).reversed()) {
      int depth = Math.max(depths.getOrDefault(call.name, 0), ofLayers.getOrDefault(call.layer, 0));
      depths.put(call.name, depth);
      ofLayers.put(call.layer, depth);
      for (String input : call.inputs) {
        depths.merge(input, depth + 1, Math::max);
      }
    }
    return depths;
  }
}
