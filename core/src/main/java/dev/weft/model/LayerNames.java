package dev.weft.model;

import dev.weft.config.SnakeCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keras's names for layers that were given none. */
public final class LayerNames {
  private final Map<String, Integer> seen = new HashMap<>();

  /** The next name of a layer: its class in snake case, numbered from the second on: {@code dense}, {@code dense_1}. */
  public String next(Layer layer) {
    String name = SnakeCase.of(layer.kind());
    int count = seen.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "_" + (count - 1);
  }

  /** The names of layers that follow each other. */
  public static List<String> of(List<? extends Layer> layers) {
    LayerNames names = new LayerNames();
    return layers.stream().map(names::next).toList();
  }
}
