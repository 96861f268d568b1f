package dev.weft.keras;

import dev.weft.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of a model within a graph: which nodes are which call, so that all calls are alike.
 *
 * @param name in the model that it stands in
 * @param calls the nodes of each call, in the same order in all
 * @param inputs the values that each call takes from outside; what all calls take alike is one input
 * @param slots for each node of a call, which input each of its inputs is; -1 where it is a node of the call
 */
record ModelCalls(String name, List<List<Node>> calls, List<List<String>> inputs, List<List<Integer>> slots) {

  /** All ways to see nodes as calls of one model, the most calls first. */
  static List<ModelCalls> of(String name, List<Node> nodes) {
    Map<String, List<Node>> byLayer = new LinkedHashMap<>();
    nodes.forEach(node -> byLayer.computeIfAbsent(node.layerName(), layer -> new ArrayList<>()).add(node));
    int fewest = byLayer.values().stream().mapToInt(List::size).min().orElseThrow();
    List<ModelCalls> ways = new ArrayList<>();
    for (int count = fewest; count > 0; count--) {
      int calls = count;
      if (byLayer.values().stream().allMatch(each -> each.size() % calls == 0)) {
        ModelCalls way = alike(name, cut(byLayer, calls));
        if (way != null) {
          ways.add(way);
        }
      }
    }
    return ways;
  }

  /** The first nodes of each layer are the first call's, and so on. */
  private static List<List<Node>> cut(Map<String, List<Node>> byLayer, int count) {
    List<List<Node>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Node> call = new ArrayList<>();
      for (List<Node> layer : byLayer.values()) {
        int each = layer.size() / count;
        call.addAll(layer.subList(i * each, (i + 1) * each));
      }
      calls.add(call);
    }
    return calls;
  }

  /** Null if the calls are not alike. */
  private static ModelCalls alike(String name, List<List<Node>> calls) {
    Map<List<String>, Integer> known = new LinkedHashMap<>();
    List<List<Integer>> slots = new ArrayList<>();
    List<Map<String, Integer>> places = calls.stream().map(ModelCalls::places).toList();
    for (int place = 0; place < calls.getFirst().size(); place++) {
      List<Integer> ofNode = new ArrayList<>();
      for (int i = 0; i < calls.getFirst().get(place).inputs().size(); i++) {
        List<String> taken = new ArrayList<>();
        List<Integer> within = new ArrayList<>();
        for (int call = 0; call < calls.size(); call++) {
          List<String> inputs = calls.get(call).get(place).inputs();
          if (inputs.size() != calls.getFirst().get(place).inputs().size()) {
            return null;
          }
          taken.add(inputs.get(i));
          within.add(places.get(call).getOrDefault(inputs.get(i), -1));
        }
        if (within.stream().distinct().count() > 1) {
          return null;
        }
        ofNode.add(within.getFirst() >= 0 ? -1 : known.computeIfAbsent(taken, key -> known.size()));
      }
      slots.add(ofNode);
    }
    List<List<String>> inputs = new ArrayList<>();
    for (int call = 0; call < calls.size(); call++) {
      int number = call;
      inputs.add(known.keySet().stream().map(taken -> taken.get(number)).toList());
    }
    return new ModelCalls(name, calls, inputs, slots);
  }

  private static Map<String, Integer> places(List<Node> call) {
    Map<String, Integer> places = new HashMap<>();
    call.forEach(node -> places.put(node.name(), places.size()));
    return places;
  }

  List<Node> first() {
    return calls.getFirst();
  }

  /** A name that no node has. */
  String callName(int call) {
    return name + "/ " + call;
  }

  /** The call that gives each node's output. */
  Map<String, String> givers() {
    Map<String, String> givers = new HashMap<>();
    for (int call = 0; call < calls.size(); call++) {
      for (Node node : calls.get(call)) {
        givers.put(node.name(), callName(call));
      }
    }
    return givers;
  }

  /** The first call's nodes, taking these values from outside. */
  List<Node> taking(List<String> names) {
    List<Node> taking = new ArrayList<>();
    for (int place = 0; place < slots.size(); place++) {
      Node node = first().get(place);
      List<String> inputs = new ArrayList<>();
      for (int i = 0; i < node.inputs().size(); i++) {
        int slot = slots.get(place).get(i);
        inputs.add(slot < 0 ? node.inputs().get(i) : names.get(slot));
      }
      taking.add(node.inputs(inputs));
    }
    return taking;
  }

  /** The values that leave the first call. */
  List<String> outputs(List<Integer> places) {
    return places.stream().map(place -> first().get(place).name()).toList();
  }
}
