package dev.weft.interop;

import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Functional model in which each layer's output is the next one's input: then it is a Sequential one. */
final class Chain {
  private static final String RULE = "a Functional model must be one chain of layers, from one input to one output";

  private Chain() {}

  /**
   * The layers in the order in which they are passed.
   *
   * @param layers as Keras's JSON describes them, each with its {@code inbound_nodes}
   * @throws WeftException when they branch, join, are used twice, or are called with arguments
   */
  static List<Object> of(List<?> layers) {
    Map<String, Map<String, Object>> after = new LinkedHashMap<>();
    for (Object element : layers) {
      Map<String, Object> layer = Json.object(element, "each of 'layers'");
      List<String> sources = new ArrayList<>();
      collectSources(layer.get("inbound_nodes"), sources);
      if (sources.size() > 1) {
        throw new WeftException(RULE + "; layer '" + layer.get("name") + "' has inputs " + sources + ".");
      }
      String source = sources.isEmpty() ? "" : sources.getFirst();
      if (after.put(source, layer) != null) {
        throw new WeftException(
            RULE
                + "; "
                + (source.isEmpty() ? "it has several inputs." : "layer '" + source + "' has several outputs."));
      }
    }
    List<Object> chain = new ArrayList<>();
    for (var layer = after.get(""); layer != null && chain.size() <= layers.size(); layer = after.get(name(layer))) {
      chain.add(layer);
    }
    if (chain.size() != layers.size()) {
      throw new WeftException(RULE + "; some of its layers are not reached.");
    }
    return chain;
  }

  private static String name(Map<String, Object> layer) {
    return layer.get("name") instanceof String name ? name : " ";
  }

  /** Keras 3 names a source by a tensor's {@code keras_history}, Keras 2 by {@code [name, node, tensor, arguments]}. */
  private static void collectSources(Object node, List<String> sources) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("keras_history") instanceof List<?> history && !history.isEmpty()) {
        sources.add(String.valueOf(history.getFirst()));
        return;
      }
      map.forEach((key, value) -> {
        if (!key.equals("args")
            && !key.equals("kwargs")
            && !key.equals("config")
            && isSet(value)
            && !(value instanceof String)) {
          throw new WeftException(RULE + "; one is called with " + key + " " + Json.shortly(value) + ".");
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
}
