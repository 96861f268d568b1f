package dev.weft.model;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keras's names for layers that were given none. */
public final class LayerNames {
  private final Map<String, Integer> seen = new HashMap<>();

  /** The next name of a layer: its class in snake case, numbered from the second on: {@code dense}, {@code dense_1}. */
  public String next(Layer layer) {
    String name = snakeCase(layer.kind());
    int count = seen.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "_" + (count - 1);
  }

  /** The names of layers that follow each other. */
  public static List<String> of(List<? extends Layer> layers) {
    LayerNames names = new LayerNames();
    return layers.stream().map(names::next).toList();
  }

  /** Keras's rule: {@code Conv2D} is conv2d, {@code MaxPooling2D} max_pooling2d, {@code PReLU} p_re_lu. */
  public static String snakeCase(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
