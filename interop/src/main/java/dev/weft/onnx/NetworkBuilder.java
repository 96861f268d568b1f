package dev.weft.onnx;

import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.LayerNames;
import dev.weft.model.Node;
import dev.weft.model.Permute;
import dev.weft.model.Reshape;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weft's graph while it is made, with the numbers of its weights. */
final class NetworkBuilder {
  private record Made(String node, List<Axis> axes) {}

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Map<String, float[]>> weights = new HashMap<>();
  private final Map<Made, Computed> made = new HashMap<>();
  private final LayerNames names = new LayerNames();
  private final String input;

  NetworkBuilder(String input) {
    this.input = input;
  }

  /**
   * Adds a layer.
   *
   * @param name as the file suggests it; empty for Keras's
   * @param numbers of its weights, by their names
   * @return the node's name
   */
  String add(String name, Layer layer, Map<String, float[]> numbers, String... inputs) {
    String base = name.isEmpty() ? names.next(layer) : name;
    String unique = base;
    for (int i = 1; nodes.containsKey(unique) || unique.equals(input); i++) {
      unique = name.isEmpty() ? names.next(layer) : base + "_" + i;
    }
    nodes.put(unique, Node.of(unique, layer, inputs));
    if (!numbers.isEmpty()) {
      weights.put(unique, new HashMap<>(numbers));
    }
    return unique;
  }

  String add(Layer layer, String... inputs) {
    return add("", layer, Map.of(), inputs);
  }

  /** The layer of a node; null for the input. */
  Layer layer(String node) {
    return nodes.containsKey(node) ? nodes.get(node).layer() : null;
  }

  String inputOf(String node) {
    return nodes.get(node).inputs().getFirst();
  }

  /** Puts another layer in a node's place. */
  void replace(String node, Layer layer) {
    nodes.put(node, nodes.get(node).layer(layer));
  }

  /** Adds the numbers of one more weight. */
  void weight(String node, String weight, float[] numbers) {
    weights.computeIfAbsent(node, key -> new HashMap<>()).put(weight, numbers);
  }

  /** The numbers of a node's weight; null if there are none. */
  float[] weight(String node, String weight) {
    return weights.getOrDefault(node, Map.of()).get(weight);
  }

  /** Takes a node out whose reader takes its input instead. */
  void remove(String node) {
    String before = inputOf(node);
    nodes.remove(node);
    nodes.replaceAll(
        (name, each) -> each.inputs(each.inputs().stream().map(taken -> taken.equals(node) ? before : taken).toList()));
  }

  /** The nodes that take a value. */
  List<Node> readers(String value) {
    return nodes.values().stream().filter(node -> node.inputs().contains(value)).toList();
  }

  /**
   * A value whose node has these axes: the value itself, or that of a Flatten, Reshape or Permute.
   *
   * @param axes with the parts of the value's own
   */
  Computed arranged(Computed value, List<Axis> axes) {
    if (value.weft().equals(axes)) {
      return value;
    }
    Computed known = made.get(new Made(value.node(), axes));
    if (known != null) {
      return known.viewed(value.onnx());
    }
    Computed result = value;
    if (!Axis.joined(value.weft()).isOrderOf(Axis.joined(axes))) {
      Set<Axis> wanted = new LinkedHashSet<>();
      Axis.joined(axes).parts().forEach(part -> wanted.add(new Axis(List.of(part))));
      List<Axis> apart = Axis.joined(value.weft()).parts().stream().map(part -> new Axis(List.of(part))).toList();
      List<Axis> both = value.weft().size() == axes.size() && value.weft().containsAll(axes) ? axes : null;
      List<Axis> from = both == null ? apart : value.weft();
      List<Axis> to = both == null ? List.copyOf(wanted) : axes;
      result = reshaped(result, from);
      result = at(result, add(new Permute(order(from, to)), result.node()), to);
    }
    result = reshaped(result, axes);
    made.put(new Made(value.node(), axes), result);
    return result;
  }

  private static List<Integer> order(List<Axis> from, List<Axis> to) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      free.add(i);
    }
    List<Integer> dims = new ArrayList<>();
    for (Axis axis : to) {
      int found = free.stream().filter(i -> from.get(i).equals(axis)).findFirst().orElseThrow();
      free.remove(Integer.valueOf(found));
      dims.add(found + 1);
    }
    return dims;
  }

  private Computed reshaped(Computed value, List<Axis> axes) {
    List<Integer> sizes = sizes(axes);
    if (sizes.equals(sizes(value.weft()))) {
      return at(value, value.node(), axes);
    }
    Layer layer = axes.size() == 1 ? Flatten.of() : Reshape.of(sizes);
    return at(value, add(layer, value.node()), axes);
  }

  private static Computed at(Computed value, String node, List<Axis> axes) {
    return new Computed(value.batch(), node, axes, value.onnx(), value.isPositive(), value.isRead());
  }

  /** A row as an array of new axes. */
  Computed renewed(Computed row, List<Axis> axes) {
    Layer layer = axes.size() == 1 ? Flatten.of() : Reshape.of(sizes(axes));
    String node = add(layer, row.node());
    return new Computed(row.batch(), node, axes, axes, row.isPositive(), row.isRead());
  }

  static List<Integer> sizes(List<Axis> axes) {
    return axes.stream().map(axis -> Math.toIntExact(axis.size())).toList();
  }

  /** The network, without what does not lead to its output. */
  Graph graph(String name, Shape shape, String output) {
    Set<String> leading = new HashSet<>(Set.of(output));
    List<Node> kept = new ArrayList<>();
    for (Node node : new ArrayList<>(nodes.values()).reversed()) {
      if (leading.contains(node.name())) {
        leading.addAll(node.inputs());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return new Graph(name, input, shape, kept, output, List.of());
  }
}
