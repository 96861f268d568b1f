package dev.weft.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call of a layer, as a Functional model's {@code inbound_nodes} has it: its arguments, in which each tensor is a
 * {@link Tensor}.
 *
 * <p>Keras 3 writes {@code {"args": [...], "kwargs": {...}}} with a tensor's {@code keras_history}; Keras 2 a list of
 * tensors {@code ["name", call, output, {arguments}]}.
 *
 * @param args those without a name
 * @param named those with a name
 * @param byKeras2 whether Keras 2 wrote it
 */
record LayerCall(List<?> args, Map<String, Object> named, boolean byKeras2) {
  /**
   * What a call gave.
   *
   * @param call counted from 0
   * @param output counted from 0; only models have several
   */
  record Tensor(String layer, int call, int output) {
    static Tensor of(String layer) {
      return new Tensor(layer, 0, 0);
    }
  }

  private static final String CONSTANT = "_CONSTANT_VALUE";

  static LayerCall of(Tensor input) {
    return new LayerCall(List.of(input), Map.of(), false);
  }

  /** Reads a layer's {@code inbound_nodes}. */
  static List<LayerCall> read(Object inboundNodes) {
    List<LayerCall> calls = new ArrayList<>();
    for (Object node : inboundNodes == null ? List.of() : Json.list(inboundNodes, "'inbound_nodes'")) {
      calls.add(node instanceof Map<?, ?> map && map.containsKey("args") ? readKeras3(map) : readKeras2(node));
    }
    return calls;
  }

  private static LayerCall readKeras3(Map<?, ?> node) {
    Map<String, Object> named = Json.object(node.get("kwargs") == null ? Map.of() : node.get("kwargs"), "'kwargs'");
    named.replaceAll((name, value) -> decode(value));
    List<Object> args = new ArrayList<>(Json.list(node.get("args"), "'args'"));
    args.replaceAll(LayerCall::decode);
    if (named.get("inputs") != null) {
      args.addFirst(named.remove("inputs"));
    }
    return new LayerCall(args, named, false);
  }

  private static LayerCall readKeras2(Object node) {
    Map<String, Object> named = new LinkedHashMap<>();
    Object inputs = decodeKeras2(node, named);
    boolean only = inputs instanceof List<?> list && list.size() == 1;
    return new LayerCall(List.of(only ? ((List<?>) inputs).getFirst() : inputs), named, true);
  }

  private static Object decodeKeras2(Object value, Map<String, Object> named) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> decoded = new TreeMap<>();
      map.forEach((key, element) -> decoded.put(String.valueOf(key), decodeKeras2(element, named)));
      return decoded;
    }
    List<?> list = Json.list(value, "each of 'inbound_nodes'");
    if (!(list.size() >= 3 && list.getFirst() instanceof String name && list.get(1) instanceof Integer call)) {
      return list.stream().<Object>map(element -> decodeKeras2(element, named)).toList();
    }
    if (list.size() > 3 && list.get(3) instanceof Map<?, ?> arguments) {
      arguments.forEach((key, argument) -> named.put(String.valueOf(key), decode(argument)));
    }
    return name.equals(CONSTANT) ? decode(list.get(2)) : tensor(name, call, list.get(2));
  }

  /** The value with each description of a tensor as a {@link Tensor}, of an array or tuple as a list. */
  static Object decode(Object value) {
    if (value instanceof List<?> list) {
      boolean tensor =
          list.size() == 3
              && list.get(0) instanceof String
              && list.get(1) instanceof Integer
              && list.get(2) instanceof Integer;
      return tensor
          ? tensor((String) list.get(0), (Integer) list.get(1), list.get(2))
          : list.stream().<Object>map(LayerCall::decode).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<?, ?> config = map.get("config") instanceof Map<?, ?> object ? object : Map.of();
    return switch (String.valueOf(map.get("class_name"))) {
      case "__keras_tensor__" -> history(config.get("keras_history"));
      case "__tuple__" -> decode(map.get("items"));
      case "__numpy__", "__tensor__" -> decode(config.get("value"));
      default -> {
        Map<Object, Object> decoded = new TreeMap<>();
        map.forEach((key, element) -> decoded.put(String.valueOf(key), decode(element)));
        yield decoded;
      }
    };
  }

  private static Tensor history(Object keras) {
    List<?> list = Json.list(keras, "'keras_history'");
    return tensor(
        Json.text(list.isEmpty() ? null : list.getFirst(), "the layer of 'keras_history'"),
        list.size() > 1 && list.get(1) instanceof Integer call ? call : 0,
        list.size() > 2 ? list.get(2) : 0);
  }

  private static Tensor tensor(String layer, int call, Object output) {
    return new Tensor(layer, call, output instanceof Integer index ? index : 0);
  }

  /** All tensors that the call takes, in the order in which Keras flattens its arguments. */
  List<Tensor> tensors() {
    List<Tensor> tensors = tensors(args);
    tensors.addAll(tensors(new TreeMap<>(named)));
    return tensors;
  }

  /** All tensors in a list, a map or a value. */
  static List<Tensor> tensors(Object value) {
    List<Tensor> found = new ArrayList<>();
    switch (value) {
      case Tensor tensor -> found.add(tensor);
      case List<?> list -> list.forEach(element -> found.addAll(tensors(element)));
      case Map<?, ?> map -> map.values().forEach(element -> found.addAll(tensors(element)));
      case null, default -> {}
    }
    return found;
  }
}
