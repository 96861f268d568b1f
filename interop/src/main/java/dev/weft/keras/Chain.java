package dev.weft.keras;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Functional model in which each layer's output is the next one's input: then it is a Sequential one. */
final class Chain {
  private static final String RULE = "Functional models that are not one chain of layers from one input to one output";

  /** They hold arguments and are none. */
  private static final Set<String> HOLDERS = Set.of("args", "kwargs", "config");

  private String broken;

  private Chain() {}

  /**
   * The layers in the order in which they are passed. When they branch, join, are used twice, or are called with
   * arguments, that is a problem, and they are given as they stand.
   *
   * @param layers as Keras's JSON describes them, each with its {@code inbound_nodes}
   * @param outputs the names of the layers whose outputs are the model's, as Keras writes them; or null
   */
  static List<?> of(List<?> layers, Object outputs, Problems problems) {
    Chain chain = new Chain();
    List<Object> ordered = chain.order(layers, outputs);
    if (chain.broken != null) {
      problems.add(RULE + " (" + chain.broken + ")");
      return layers;
    }
    return ordered;
  }

  private List<Object> order(List<?> layers, Object outputs) {
    Map<String, Object> after = new LinkedHashMap<>();
    for (Object element : layers) {
      Map<String, Object> layer = Json.object(element, "each of 'layers'");
      List<String> sources = new ArrayList<>();
      collectSources(layer.get("inbound_nodes"), sources);
      if (sources.size() > 1) {
        say("layer '" + Quoted.text(name(layer)) + "' has inputs " + Quoted.list(sources));
      }
      String source = sources.isEmpty() ? "" : sources.getFirst();
      if (after.put(source, element) != null) {
        say(source.isEmpty() ? "it has several inputs" : "layer '" + Quoted.text(source) + "' has several outputs");
      }
    }
    List<Object> chain = new ArrayList<>();
    String last = "";
    while (after.get(last) != null && chain.size() <= layers.size()) {
      Object next = after.get(last);
      chain.add(next);
      last = name(Json.object(next, "each of 'layers'"));
    }
    if (chain.size() != layers.size()) {
      say("some of its layers are not reached");
    }
    List<String> ends = new ArrayList<>();
    collectNames(outputs, ends);
    if (outputs != null && !ends.equals(List.of(last))) {
      say("its outputs are those of " + Quoted.list(ends));
    }
    return chain;
  }

  private void say(String why) {
    broken = broken == null ? why : broken;
  }

  private static String name(Map<String, Object> layer) {
    return layer.get("name") instanceof String name ? name : " ";
  }

  /** Keras 3 names a source by a tensor's {@code keras_history}, Keras 2 by {@code [name, node, tensor, arguments]}. */
  private void collectSources(Object node, List<String> sources) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("keras_history") instanceof List<?> history && !history.isEmpty()) {
        sources.add(String.valueOf(history.getFirst()));
        return;
      }
      map.forEach((key, value) -> {
        boolean outsideTraining = key.equals("training") && Boolean.FALSE.equals(value);
        if (!HOLDERS.contains(key) && !outsideTraining && isSet(value) && !(value instanceof String)) {
          say("a layer is called with " + Quoted.text(key) + " " + Quoted.value(value));
        }
        collectSources(value, sources);
      });
    } else if (node instanceof List<?> list) {
      if (list.size() >= 3 && list.getFirst() instanceof String name && list.get(1) instanceof Integer) {
        sources.add(name);
        list.stream().skip(3).forEach(arguments -> collectSources(arguments, sources));
      } else {
        list.forEach(element -> collectSources(element, sources));
      }
    }
  }

  private static boolean isSet(Object value) {
    return value != null && !(value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** Of {@code ["dense", 0, 0]}, or a list or map of these. */
  private static void collectNames(Object outputs, List<String> names) {
    if (outputs instanceof Map<?, ?> map) {
      map.values().forEach(value -> collectNames(value, names));
    } else if (outputs instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof String name) {
      names.add(name);
    } else if (outputs instanceof List<?> list) {
      list.forEach(element -> collectNames(element, names));
    }
  }
}
